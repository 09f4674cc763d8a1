package io.jenkins.plugins.delivery.engine.chart.cli;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The OCI registries that a chart depends on. */
final class ChartRegistries {

    private static final String SCHEME = "oci://";
    private static final String CHART_FILE = "Chart.yaml";

    private ChartRegistries() {}

    /** Host, with port where there is one, of each {@code repository: oci://…} in Chart.yaml; none when there is no such file. */
    static Set<String> of(Path chart) {
        Path file = chart.resolve(CHART_FILE);
        Set<String> hosts = new LinkedHashSet<>();
        if (Files.isRegularFile(file)
                && YamlValues.parse(CHART_FILE, read(file)) instanceof Map<?, ?> map
                && map.get("dependencies") instanceof List<?> dependencies) {
            for (Object item : dependencies) {
                String repository =
                        item instanceof Map<?, ?> dependency ? String.valueOf(dependency.get("repository")) : "";
                if (repository.startsWith(SCHEME)) {
                    hosts.add(repository.substring(SCHEME.length()).split("/", 2)[0]);
                }
            }
        }
        return hosts;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new TerminalException(
                    CHART_FILE + " cannot be read (" + e.getMessage() + ").", "It has to be UTF-8 text.", e);
        }
    }
}
