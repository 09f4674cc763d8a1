package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The values files that a chart is rendered with. */
final class ValuesFiles {

    private ValuesFiles() {}

    /**
     * The named files, or every {@code values-*.yaml} of the chart when none is named.
     *
     * @param chart the copied chart
     * @param names as the request gives them: relative to the chart or to the workspace
     * @param problems gets a clause for each that is not there
     * @return name, as it was given, to file
     */
    static Map<String, Path> find(Path workDir, Path chart, List<String> names, List<String> problems) {
        Map<String, Path> files = new LinkedHashMap<>();
        List<String> wanted = names.isEmpty() ? perEnvironment(chart) : names;
        for (String name : wanted) {
            Path inChart = WorkspacePath.resolve(chart, name, "The values file");
            Path inWorkDir = WorkspacePath.resolve(workDir, name, "The values file");
            if (Files.isRegularFile(inChart)) {
                files.put(name, inChart);
            } else if (Files.isRegularFile(inWorkDir)) {
                files.put(name, inWorkDir);
            } else {
                problems.add("there is no values file '" + name + "', neither in the chart nor in the workspace");
            }
        }
        return files;
    }

    private static List<String> perEnvironment(Path chart) {
        try (Stream<Path> files = Files.list(chart)) {
            return new ArrayList<>(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("values-.+\\.ya?ml"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new TerminalException("The copy of the chart cannot be listed (" + e.getMessage() + ").", "", e);
        }
    }
}
