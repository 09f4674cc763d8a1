package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What matters of a Chart.yaml (Helm documentation, "The Chart.yaml File").
 *
 * @param name of the chart
 * @param library whether it only lends templates to other charts, so that it cannot be rendered alone
 * @param dependencies that it declares
 * @param dependenciesFile where it declares them: Chart.yaml, or the requirements.yaml of older charts
 * @param lockFile where Helm keeps their versions: by apiVersion, Chart.lock or requirements.lock
 */
record ChartMetadata(
        String name, boolean library, List<Dependency> dependencies, String dependenciesFile, String lockFile) {

    static final String CHART_FILE = "Chart.yaml";

    /** Of charts with apiVersion v1; Helm reads it in newer ones too, instead of Chart.yaml's dependencies. */
    private static final String REQUIREMENTS_FILE = "requirements.yaml";

    /**
     * A chart that this one depends on.
     *
     * @param name of it
     * @param repository where it comes from ({@code https://}, {@code oci://}, {@code file://}); empty for one kept in charts/
     */
    record Dependency(String name, String repository) {

        boolean local() {
            return repository.startsWith("file://");
        }

        boolean chartRepository() {
            return repository.startsWith("http://") || repository.startsWith("https://");
        }
    }

    /** @throws TerminalException when the directory's Chart.yaml is none */
    static ChartMetadata read(Path chart) {
        Object document = YamlValues.parse(CHART_FILE, text(chart.resolve(CHART_FILE)));
        if (!(document instanceof Map<?, ?> map) || text(map, "name").isEmpty()) {
            throw new TerminalException(CHART_FILE + " names no chart.", "It needs apiVersion, name and version.");
        }
        // Charts from before there was a second version name none.
        boolean first = !text(map, "apiVersion").equals("v2");
        Path requirements = chart.resolve(REQUIREMENTS_FILE);
        boolean apart = Files.isRegularFile(requirements);
        Object declaring = apart ? YamlValues.parse(REQUIREMENTS_FILE, text(requirements)) : first ? null : map;
        return new ChartMetadata(
                text(map, "name"),
                text(map, "type").equals("library"),
                dependencies(declaring),
                apart ? REQUIREMENTS_FILE : CHART_FILE,
                first ? "requirements.lock" : "Chart.lock");
    }

    private static List<Dependency> dependencies(Object document) {
        List<Dependency> dependencies = new ArrayList<>();
        if (document instanceof Map<?, ?> map && map.get("dependencies") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> dependency) {
                    dependencies.add(new Dependency(text(dependency, "name"), text(dependency, "repository")));
                }
            }
        }
        return List.copyOf(dependencies);
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new TerminalException(
                    file.getFileName() + " cannot be read (" + e.getMessage() + ").", "It has to be UTF-8 text.", e);
        }
    }
}
