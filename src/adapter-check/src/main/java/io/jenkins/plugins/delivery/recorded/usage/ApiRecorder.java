package io.jenkins.plugins.delivery.recorded.usage;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import io.jenkins.plugins.delivery.recorded.ApiList;
import io.jenkins.plugins.delivery.recorded.ApiType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Records the API that sources use. The sources are compiled (without writing classes) with the real class path and the language level of
 * the adapter, and read as the compiler understood them; see {@link com.sun.source.util.Trees}.
 */
public final class ApiRecorder {

    private static final String LANGUAGE_LEVEL = "17";

    private ApiRecorder() {}

    /**
     * Compiles and records.
     *
     * @param sources directory of the Java files
     * @param classPath where the real API is
     * @throws IllegalStateException when the sources do not compile, or a used signature mentions a class that is not on the class path
     */
    public static ApiList record(Path sources, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            List<String> options = List.of("-proc:none", "--release", LANGUAGE_LEVEL, "-classpath", classPath);
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, problems, options, null, files.getJavaFileObjectsFromPaths(javaFiles(sources)));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            task.analyze();
            refuse(problems);
            return list(task, units, new Origins(files));
        }
    }

    private static List<Path> javaFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static void refuse(DiagnosticCollector<JavaFileObject> problems) {
        String errors = problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
        if (!errors.isEmpty()) {
            throw new IllegalStateException(
                    "The sources do not compile with the real API, so there is nothing to record. The compiler says:\n"
                            + errors);
        }
    }

    private static ApiList list(JavacTask task, List<CompilationUnitTree> units, Origins origins) throws IOException {
        Elements elements = task.getElements();
        Hierarchy hierarchy = new Hierarchy(task.getTypes(), elements);
        UsedApi used = new UsedApi(elements);
        UsageScanner scanner = new UsageScanner(Trees.instance(task), hierarchy, used);
        units.forEach(unit -> scanner.scan(unit, null));
        Completion completion = new Completion(used, hierarchy, elements);
        completion.run();

        DeclarationText text = new DeclarationText(elements, hierarchy);
        List<ApiType> types = used.types().stream()
                .map(type -> new ApiType(text.type(type, completion::keeps), members(type, used, text)))
                .sorted(Comparator.comparing(ApiType::name))
                .toList();
        return new ApiList(
                List.copyOf(origins.of(types.stream().map(ApiType::name).toList())), types);
    }

    private static List<String> members(TypeElement type, UsedApi used, DeclarationText text) {
        return used.members().stream()
                .filter(member -> member.getEnclosingElement().equals(type))
                .sorted(Comparator.comparing((Element member) -> text.order(member)))
                .map(text::member)
                .toList();
    }
}
