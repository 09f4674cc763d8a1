package io.jenkins.plugins.delivery.recorded;

import io.jenkins.plugins.delivery.recorded.stub.Stubs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The adapter in src/plugin, compiled against the stubs of its recorded API and the engine, once for all tests. */
final class Adapter {

    static final Path LIST = Path.of("..", "plugin", "jenkins-api.txt");
    static final Sources SOURCES = Sources.in(Path.of("..", "plugin", "src", "main", "java"));
    static final Path STUBS = Path.of("target", "stubs");
    static final Path CLASSES = Path.of("target", "adapter-classes");

    private static List<String> errors;

    private Adapter() {}

    /** The stubs, and behind them what the tests run with: the engine and its libraries. */
    static String classPath() {
        return STUBS + File.pathSeparator + System.getProperty("java.class.path");
    }

    /** The compiler's errors, none when all is well. */
    static synchronized List<String> errors() throws IOException {
        if (errors == null) {
            clean(STUBS);
            clean(CLASSES);
            Stubs.write(ApiList.read(LIST), STUBS);
            errors = SOURCES.compile(CLASSES, classPath());
        }
        return errors;
    }

    private static void clean(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
