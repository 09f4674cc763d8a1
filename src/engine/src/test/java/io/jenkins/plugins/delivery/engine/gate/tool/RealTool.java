package io.jenkins.plugins.delivery.engine.gate.tool;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.delivery.engine.process.SearchPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Real programs, as {@code .ci/tools} installs them. */
public final class RealTool {

    private RealTool() {}

    /** The program of that name, of the tool cache or of the PATH; skips the test, with words, where there is none. */
    public static Path need(String name) {
        List<Path> found = new ArrayList<>();
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "git-flow-delivery");
        add(found, cache.resolve("bin").resolve(name));
        if (Files.isDirectory(cache.resolve(name))) {
            try (Stream<Path> versions = Files.list(cache.resolve(name))) {
                versions.sorted().forEach(version -> {
                    add(found, version.resolve(name));
                    add(found, version.resolve("bin").resolve(name));
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        SearchPath.of(Map.of()).find(name).ifPresent(found::add);
        assumeTrue(
                !found.isEmpty(),
                name + " is not installed (.ci/tools does it), so what only the real one can show was not tested.");
        return found.get(found.size() - 1);
    }

    private static void add(List<Path> found, Path file) {
        if (Files.isExecutable(file)) {
            found.add(file);
        }
    }
}
