package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.ChartMetadata.Dependency;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Brings the charts that a copied chart depends on into its {@code charts/}. */
final class ChartDependencies {

    /** Helm's words where a lock file was not written for the dependencies (helm/helm, pkg/downloader, ErrRepoNotFound aside). */
    private static final String OUT_OF_SYNC = "out of sync";

    private static final String UNKNOWN_REPOSITORY = "no repository definition";

    private ChartDependencies() {}

    /**
     * Fetches what is declared and not there; exactly what the lock file says when there is one.
     *
     * @throws TerminalException when Helm refuses it, or the lock file is older than the dependencies
     */
    static void fetch(Helm helm, Path chart) throws InterruptedException {
        ChartMetadata metadata = ChartMetadata.read(chart);
        if (needed(chart).isEmpty()) {
            return;
        }
        Path lock = chart.resolve(metadata.lockFile());
        boolean locked = Files.exists(lock);
        try {
            if (metadata.dependencies().stream().noneMatch(Dependency::chartRepository)) {
                helm.buildDependencies(chart);
            } else if (locked) {
                refuseOutOfSync(helm, chart);
                updateAsLocked(helm, chart, metadata, lock);
            } else {
                helm.updateDependencies(chart);
            }
            if (!locked && Files.exists(lock)) {
                // The time of generation would make each package another one.
                String text = Files.readString(lock);
                Files.writeString(lock, text.replaceAll("(?m)^generated: .*$", "generated: \"1970-01-01T00:00:00Z\""));
            }
        } catch (HelmException e) {
            boolean old = e.getMessage().contains(OUT_OF_SYNC);
            throw new TerminalException(
                    "The dependencies of the chart " + metadata.name() + " cannot be fetched: " + e.getMessage() + ".",
                    old
                            ? "Run helm dependency update and commit " + metadata.lockFile() + "."
                            : "Check the names, versions and repositories in its " + metadata.dependenciesFile() + ".",
                    e);
        } catch (IOException e) {
            throw new TerminalException("The copy of the chart cannot be changed (" + e.getMessage() + ").", "", e);
        }
    }

    /** What the chart declares; nothing when it brings all of it along in {@code charts/}, from where Helm packages it. */
    static List<Dependency> needed(Path chart) {
        List<Dependency> declared = ChartMetadata.read(chart).dependencies();
        return declared.stream().allMatch(dependency -> vendored(chart, dependency)) ? List.of() : declared;
    }

    /** Whether the sources already carry the chart; then Helm packages that one. */
    private static boolean vendored(Path chart, Dependency dependency) {
        Path charts = chart.resolve("charts");
        if (Files.isRegularFile(charts.resolve(dependency.name()).resolve(ChartMetadata.CHART_FILE))) {
            return true;
        }
        if (!Files.isDirectory(charts)) {
            return false;
        }
        try (Stream<Path> files = Files.list(charts)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.startsWith(dependency.name() + "-")
                            && name.substring(dependency.name().length()).matches("-v?\\d.*\\.tgz"));
        } catch (IOException e) {
            throw new TerminalException("The directory charts cannot be listed (" + e.getMessage() + ").", "", e);
        }
    }

    /** Helm compares lock file and dependencies before it looks for the repositories, which a session does not have. */
    private static void refuseOutOfSync(Helm helm, Path chart) throws InterruptedException {
        try {
            helm.buildDependencies(chart);
        } catch (HelmException e) {
            if (!e.getMessage().contains(UNKNOWN_REPOSITORY)) {
                throw e;
            }
        }
    }

    /**
     * Helm builds from a lock file only with chart repositories that somebody added on this machine before. So the locked versions
     * are written into the dependencies for the time of an update, which needs none.
     */
    private static void updateAsLocked(Helm helm, Path chart, ChartMetadata metadata, Path lockFile)
            throws IOException, InterruptedException {
        Path file = chart.resolve(metadata.dependenciesFile());
        String original = Files.readString(file);
        String lock = Files.readString(lockFile);
        YamlEdit pinned = YamlEdit.of(metadata.dependenciesFile(), original);
        if (YamlValues.parse(metadata.lockFile(), lock) instanceof Map<?, ?> map
                && map.get("dependencies") instanceof List<?> items) {
            for (int i = 0; i < Math.min(items.size(), metadata.dependencies().size()); i++) {
                Dependency declared = metadata.dependencies().get(i);
                if (items.get(i) instanceof Map<?, ?> item && declared.name().equals(item.get("name"))) {
                    pinned = pinned.replace("dependencies[" + i + "].version", String.valueOf(item.get("version")));
                }
            }
        }
        Files.writeString(file, pinned.text());
        helm.updateDependencies(chart);
        Files.writeString(file, original);
        Files.writeString(lockFile, lock);
    }
}
