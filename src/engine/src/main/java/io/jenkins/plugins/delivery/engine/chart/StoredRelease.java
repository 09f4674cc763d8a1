package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A revision of a release as Helm keeps it in the cluster.
 *
 * @param revision its number
 * @param chart metadata of its chart: name, version, appVersion
 * @param chartValues the chart's own values
 * @param config the values that were given for the release
 * @param manifest what was applied, hooks not among it
 */
public record StoredRelease(
        int revision,
        Map<String, Object> chart,
        Map<String, Object> chartValues,
        Map<String, Object> config,
        String manifest) {

    public StoredRelease {
        chart = Collections.unmodifiableMap(new LinkedHashMap<>(chart));
        chartValues = Collections.unmodifiableMap(new LinkedHashMap<>(chartValues));
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /**
     * Writes a chart that renders to exactly this manifest, and the given values beside it: for a Helm that has no command to go back.
     * It is what a rollback of Helm applies, too, without rendering anything anew; but it has no hooks.
     *
     * @param directory that does not exist yet
     * @return the file with the values that were given
     */
    public Path writeTo(Path directory) {
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of("apiVersion", "v2"));
        for (String key : new String[] {"name", "version", "appVersion", "description"}) {
            if (chart.get(key) != null) {
                metadata.put(key, chart.get(key));
            }
        }
        try {
            Files.createDirectories(directory.resolve("templates"));
            Files.writeString(directory.resolve("Chart.yaml"), YamlValues.print(metadata));
            Files.writeString(directory.resolve("values.yaml"), YamlValues.print(chartValues));
            // The only thing in a text that means anything to a template is two opening braces.
            Files.writeString(
                    directory.resolve("templates").resolve("manifest.yaml"), manifest.replace("{{", "{{ \"{{\" }}"));
            return Files.writeString(directory.resolve("given.yaml"), YamlValues.print(config));
        } catch (IOException e) {
            throw new UncheckedIOException("The revision " + revision + " cannot be written as a chart", e);
        }
    }
}
