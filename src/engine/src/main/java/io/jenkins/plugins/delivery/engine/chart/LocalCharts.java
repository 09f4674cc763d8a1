package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.chart.ChartMetadata.Dependency;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies a chart of the workspace and the charts there that it depends on by {@code file://}, to where they are expected beside the
 * copy; also the charts that those depend on. What Helm does not do and people forget: a chart beside the chart needs its own
 * dependencies before it is packaged, or they are silently missing.
 */
final class LocalCharts {

    private final Path workDir;
    private final Path copyOfWorkDir;
    private final Path destination;
    private final ChartLimits limits;
    private final List<Path> copies = new ArrayList<>();

    /**
     * @param copyOfWorkDir the directory that stands for the workspace around the copy
     * @param destination the directory that gets archives
     */
    LocalCharts(Path workDir, Path copyOfWorkDir, Path destination, ChartLimits limits) {
        this.workDir = workDir.normalize();
        this.copyOfWorkDir = copyOfWorkDir;
        this.destination = destination;
        this.limits = limits;
    }

    /**
     * Copies the chart and what it depends on.
     *
     * @return the copies, each after those that it depends on, the chart last
     * @throws InvalidInputException when one of them is not in the workspace
     */
    List<Path> copy(Path source) {
        // A chart in the root of the workspace gets a directory too, because the one of the copy exists already.
        copy(source, source.equals(workDir) ? copyOfWorkDir.resolve("chart") : copyOf(source));
        return copies;
    }

    private void copy(Path source, Path copy) {
        ChartCopy.copy(workDir, source, copy, destination, limits);
        SubchartArchives.check(copy, limits);
        dependencies(source, copy);
        copies.add(copy);
    }

    private Path copyOf(Path chart) {
        return copyOfWorkDir.resolve(workDir.relativize(chart).toString());
    }

    private void dependencies(Path source, Path copy) {
        // A chart with problems goes no further; its Chart.yaml may be what is wrong.
        List<Dependency> dependencies = limits.problems().isEmpty() ? ChartDependencies.needed(copy) : List.of();
        for (Dependency dependency : dependencies) {
            if (dependency.local()) {
                Path chart = source(source, dependency);
                boolean inside = chart.startsWith(source) && !chart.equals(source);
                Path target = inside ? copy.resolve(source.relativize(chart).toString()) : copyOf(chart);
                if (!Files.exists(target)) {
                    copy(chart, target);
                } else if (inside && !copies.contains(target)) {
                    dependencies(chart, target);
                    copies.add(target);
                }
            }
        }
    }

    private Path source(Path source, Dependency dependency) {
        String what = "The dependency " + dependency.name();
        String location = dependency.repository().substring("file://".length());
        if (location.startsWith("/")) {
            throw new InvalidInputException(
                    what,
                    List.of("'" + dependency.repository() + "' is absolute; write the path from the chart to it"));
        }
        Path chart = WorkspacePath.resolve(
                workDir, source.resolve(location).normalize().toString(), what);
        if (!Files.isRegularFile(chart.resolve(ChartMetadata.CHART_FILE))) {
            throw new InvalidInputException(
                    what, List.of("there is no chart in " + WorkspacePath.text(workDir, chart)));
        }
        return chart;
    }
}
