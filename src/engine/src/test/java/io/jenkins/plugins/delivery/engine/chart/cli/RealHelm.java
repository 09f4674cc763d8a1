package io.jenkins.plugins.delivery.engine.chart.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmHome;
import io.jenkins.plugins.delivery.engine.process.SearchPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Helm programs of this machine: those that the variable DELIVERY_HELM names (separated as in PATH), those in the cache of tools
 * below the user's home, and the one on the PATH.
 */
public final class RealHelm {

    private RealHelm() {}

    /** The newest of a major version; skips the test, with words, where there is none. */
    public static Path need(int major) {
        return need("Helm " + major, version -> version.major() == major);
    }

    /** One of just this version; skips the test, with words, where there is none. */
    static Path need(int major, int minor) {
        return need("Helm " + major + "." + minor, version -> version.major() == major && version.minor() == minor);
    }

    private static Path need(String what, Predicate<HelmVersion> wanted) {
        Map<HelmVersion, Path> found = new LinkedHashMap<>();
        all().forEach(file -> version(file).filter(wanted).ifPresent(version -> found.putIfAbsent(version, file)));
        assumeTrue(
                !found.isEmpty(),
                what + " is not installed (PATH, or DELIVERY_HELM with its path), so what only it can show was not"
                        + " tested.");
        return found.get(Collections.max(found.keySet(), Comparator.comparingInt(HelmVersion::minor)));
    }

    /** A session with such a program. */
    public static Helm open(Path program) {
        return new AgentHelm(new HelmProgram(program, HelmHome.create(Map.of())));
    }

    static Optional<HelmVersion> version(Path file) {
        try (HelmProgram program = new HelmProgram(file, HelmHome.create(Map.of()))) {
            return HelmVersion.parse(program.call(Duration.ofSeconds(20), List.of("version", "--template={{.Version}}"))
                    .output());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those named, then the cached ones, then that of the PATH. */
    private static List<Path> all() {
        List<Path> files = new ArrayList<>();
        String named = System.getenv().getOrDefault("DELIVERY_HELM", "");
        Arrays.stream(named.split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(Path::of)
                .forEach(files::add);
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "git-flow-delivery", "helm");
        if (Files.isDirectory(cache)) {
            try (Stream<Path> versions = Files.list(cache)) {
                versions.map(version -> version.resolve("helm"))
                        .filter(Files::isExecutable)
                        .forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        SearchPath.of(EngineContext.in(cache).build().environment())
                .find("helm")
                .ifPresent(files::add);
        return files;
    }
}
