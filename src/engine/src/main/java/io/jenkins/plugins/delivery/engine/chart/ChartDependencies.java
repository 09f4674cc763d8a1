package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.ChartMetadata.Dependency;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
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

    private static final String LOCK = "Chart.lock";

    private ChartDependencies() {}

    /**
     * Copies the charts named by {@code file://} to where they are expected beside the copy.
     *
     * @param source the chart in the workspace
     * @param copyOfWorkDir the directory that stands for the workspace around the copy
     * @throws InvalidInputException when one of them is not in the workspace
     */
    static void copyLocal(Path workDir, Path source, ChartMetadata metadata, Path copyOfWorkDir) {
        for (Dependency dependency : metadata.dependencies()) {
            if (!dependency.local()) {
                continue;
            }
            String location = dependency.repository().substring("file://".length());
            if (location.startsWith("/")) {
                throw new InvalidInputException(
                        "The dependency " + dependency.name(),
                        List.of("'" + dependency.repository() + "' is absolute; write the path from the chart to it"));
            }
            Path chart = WorkspacePath.resolve(
                    workDir, source.resolve(location).normalize().toString(), "The dependency " + dependency.name());
            Path copy =
                    copyOfWorkDir.resolve(workDir.normalize().relativize(chart).toString());
            if (!Files.isRegularFile(chart.resolve("Chart.yaml"))) {
                throw new InvalidInputException(
                        "The dependency " + dependency.name(),
                        List.of("there is no chart in " + WorkspacePath.text(workDir, chart)));
            }
            if (!Files.exists(copy)) {
                ChartCopy.copy(workDir, chart, copy);
            }
        }
    }

    /** Fetches what is declared and not there; exactly what Chart.lock says when there is one. */
    static void fetch(Helm helm, Path chart, ChartMetadata metadata) throws InterruptedException {
        if (metadata.dependencies().isEmpty()
                || metadata.dependencies().stream().allMatch(dependency -> vendored(chart, dependency))) {
            return;
        }
        boolean locked = Files.exists(chart.resolve(LOCK));
        try {
            if (metadata.dependencies().stream().noneMatch(Dependency::chartRepository)) {
                helm.buildDependencies(chart);
            } else if (locked) {
                updateAsLocked(helm, chart, metadata);
            } else {
                helm.updateDependencies(chart);
            }
            if (!locked && Files.exists(chart.resolve(LOCK))) {
                // The time of generation would make each package another one.
                String lock = Files.readString(chart.resolve(LOCK));
                Files.writeString(
                        chart.resolve(LOCK),
                        lock.replaceAll("(?m)^generated: .*$", "generated: \"1970-01-01T00:00:00Z\""));
            }
        } catch (HelmException e) {
            throw new TerminalException(
                    "The dependencies of the chart " + metadata.name() + " cannot be fetched: " + e.getMessage() + ".",
                    "Check the names, versions and repositories in its Chart.yaml.",
                    e);
        } catch (IOException e) {
            throw new TerminalException("The copy of the chart cannot be changed (" + e.getMessage() + ").", "", e);
        }
    }

    /** Whether the sources already carry the chart; then Helm packages that one. */
    private static boolean vendored(Path chart, Dependency dependency) {
        Path charts = chart.resolve("charts");
        if (Files.isRegularFile(charts.resolve(dependency.name()).resolve("Chart.yaml"))) {
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

    /**
     * Helm builds from a lock file only with chart repositories that somebody added on this machine before. So the locked versions
     * are written into Chart.yaml for the time of an update, which needs none.
     */
    private static void updateAsLocked(Helm helm, Path chart, ChartMetadata metadata)
            throws IOException, InterruptedException {
        Path file = chart.resolve("Chart.yaml");
        String original = Files.readString(file);
        String lock = Files.readString(chart.resolve(LOCK));
        YamlEdit pinned = YamlEdit.of("Chart.yaml", original);
        if (YamlValues.parse(LOCK, lock) instanceof Map<?, ?> map && map.get("dependencies") instanceof List<?> items) {
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
        Files.writeString(chart.resolve(LOCK), lock);
    }
}
