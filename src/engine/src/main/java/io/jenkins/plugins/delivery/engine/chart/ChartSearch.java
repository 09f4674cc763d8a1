package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the chart of a request, or says where there are others. */
final class ChartSearch {

    private static final String CHART_FILE = ChartMetadata.CHART_FILE;

    /** How deep other charts are looked for when the named one is missing. */
    private static final int SEARCH_DEPTH = 4;

    private ChartSearch() {}

    /**
     * The chart in the workspace.
     *
     * @throws NotFoundException when there is none; names what was looked for and the charts that are there
     */
    static Path find(Path workDir, String chart) {
        Path directory = WorkspacePath.resolve(workDir, chart, "The chart");
        if (Files.isRegularFile(directory.resolve(CHART_FILE))) {
            return directory;
        }
        List<String> others = charts(workDir);
        throw new NotFoundException(
                "There is no chart in '" + chart + "': the workspace has no file "
                        + WorkspacePath.text(workDir, directory.resolve(CHART_FILE)) + ".",
                others.isEmpty()
                        ? "Create one there, or correct 'chart'."
                        : "Correct 'chart'; charts are in " + String.join(", ", others) + ".");
    }

    private static List<String> charts(Path workDir) {
        if (!Files.isDirectory(workDir)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(
                workDir, SEARCH_DEPTH, (file, attributes) -> file.endsWith(CHART_FILE) && attributes.isRegularFile())) {
            return files.map(file -> WorkspacePath.text(workDir, file.getParent()))
                    .map(path -> path.isEmpty() ? "." : path)
                    .sorted()
                    .limit(5)
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            // The list is only advice; the message above is the answer.
            return List.of();
        }
    }
}
