package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What matters of a Chart.yaml (Helm documentation, "The Chart.yaml File").
 *
 * @param name of the chart
 * @param dependencies that it declares
 */
record ChartMetadata(String name, List<Dependency> dependencies) {

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

    /** @throws TerminalException when the text is no Chart.yaml */
    static ChartMetadata parse(String file, String text) {
        Object document = YamlValues.parse(file, text);
        if (!(document instanceof Map<?, ?> map) || text(map, "name").isEmpty()) {
            throw new TerminalException(file + " names no chart.", "It needs apiVersion, name and version.");
        }
        List<Dependency> dependencies = new ArrayList<>();
        if (map.get("dependencies") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> dependency) {
                    dependencies.add(new Dependency(text(dependency, "name"), text(dependency, "repository")));
                }
            }
        }
        return new ChartMetadata(text(map, "name"), List.copyOf(dependencies));
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }
}
