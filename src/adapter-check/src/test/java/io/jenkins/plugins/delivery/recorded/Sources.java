package io.jenkins.plugins.delivery.recorded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java sources in a directory, and what a compiler says of them. */
final class Sources {

    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE =
            Pattern.compile("public (?:[\\w-]+ )*(?:class|interface|enum|record|@interface) (\\w+)");

    private final Path directory;

    private Sources(Path directory) {
        this.directory = directory;
    }

    /** What lies in a directory. */
    static Sources in(Path directory) {
        return new Sources(directory);
    }

    /** Writes each text to the file where a compiler expects its public type. */
    static Sources write(Path directory, String... texts) throws IOException {
        for (String text : texts) {
            Path file =
                    directory.resolve(first(PACKAGE, text).replace('.', '/')).resolve(first(TYPE, text) + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        return new Sources(directory);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    Path directory() {
        return directory;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** Compiles into a directory; the errors, each with file and line, none when all is well. */
    List<String> compile(Path classes, String classPath) throws IOException {
        Files.createDirectories(classes);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, Locale.ROOT, null)) {
            List<String> options = List.of(
                    "-proc:none", "-parameters", "--release", "17", "-d", classes.toString(), "-classpath", classPath);
            boolean compiled = compiler.getTask(
                            null, files, problems, options, null, files.getJavaFileObjectsFromPaths(files()))
                    .call();
            return compiled ? List.of() : errors(problems);
        }
    }

    private List<String> errors(DiagnosticCollector<JavaFileObject> problems) {
        List<String> errors = problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(this::text)
                .toList();
        return errors.isEmpty() ? List.of("The compiler crashed; its report is on standard error.") : errors;
    }

    private String text(Diagnostic<? extends JavaFileObject> problem) {
        String file = problem.getSource() == null
                ? "compiler"
                : directory
                        .toAbsolutePath()
                        .relativize(Path.of(problem.getSource().toUri()))
                        .toString();
        return file + ":" + problem.getLineNumber() + " " + problem.getMessage(Locale.ROOT);
    }
}
