package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The values files that a chart is rendered with. */
final class ValuesFiles {

    /** What an environment's file is called, wherever it lies. */
    private static final Pattern OF_ENVIRONMENT = Pattern.compile("(?:.*/)?values-(.+)\\.ya?ml");

    private ValuesFiles() {}

    /**
     * The named files, or every {@code values-*.yaml} of the chart when none is named.
     *
     * @param chart the copied chart
     * @param names as the request gives them: relative to the chart or to the workspace
     * @param problems gets a clause for each that is not there, is too large, or is no YAML
     * @return name, as it was given, to file
     */
    static Map<String, Path> find(Path workDir, Path chart, List<String> names, List<String> problems) {
        Map<String, Path> files = new LinkedHashMap<>();
        List<String> wanted = names.isEmpty() ? perEnvironment(chart) : names;
        for (String name : wanted) {
            Path inChart = WorkspacePath.resolve(chart, name, "The values file");
            Path inWorkDir = WorkspacePath.resolve(workDir, name, "The values file");
            Path file = Files.isRegularFile(inChart) ? inChart : inWorkDir;
            if (!Files.isRegularFile(file)) {
                problems.add("there is no values file '" + name + "', neither in the chart nor in the workspace");
            } else if (readable(name, file, problems)) {
                files.put(name, file);
            }
        }
        return files;
    }

    private static boolean readable(String name, Path file, List<String> problems) {
        try {
            if (Files.size(file) > ChartLimits.LARGEST_FILE) {
                problems.add(name + " has " + Files.size(file) + " bytes, and Helm takes no file of more than "
                        + ChartLimits.LARGEST_FILE);
                return false;
            }
            Object values = YamlValues.parse(name, Files.readString(file));
            if (values == null || values instanceof Map) {
                return true;
            }
            problems.add(name + " is no mapping of names to values");
        } catch (IOException e) {
            problems.add(name + " cannot be read as UTF-8 text (" + e.getMessage() + ")");
        } catch (DeliveryException e) {
            problems.add(e.getMessage());
        }
        return false;
    }

    /** The environment that a file stands for: {@code prod} for {@code values-prod.yaml}; null when its name says none. */
    static String environment(String name) {
        Matcher matcher = OF_ENVIRONMENT.matcher(name);
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static List<String> perEnvironment(Path chart) {
        try (Stream<Path> files = Files.list(chart)) {
            return new ArrayList<>(files.map(file -> file.getFileName().toString())
                    .filter(name -> environment(name) != null)
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new TerminalException("The copy of the chart cannot be listed (" + e.getMessage() + ").", "", e);
        }
    }
}
