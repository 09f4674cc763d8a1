package io.jenkins.plugins.delivery.testbed.argo;

import java.util.List;
import java.util.Map;

/**
 * The {@code helm} part of a source; later ones win.
 *
 * @param valueFiles files relative to the source's path, or {@code $ref/path} into a reference source
 * @param valuesObject values written in the application itself
 * @param parameters single values by dotted name, such as {@code image.tag}
 */
public record HelmValues(List<String> valueFiles, Map<String, Object> valuesObject, Map<String, String> parameters) {

    /** Nothing set. */
    public static final HelmValues NONE = new HelmValues(List.of(), Map.of(), Map.of());

    /** Only values files. */
    public static HelmValues files(String... valueFiles) {
        return new HelmValues(List.of(valueFiles), Map.of(), Map.of());
    }

    /** Only parameters. */
    public static HelmValues parameters(Map<String, String> parameters) {
        return new HelmValues(List.of(), Map.of(), Map.copyOf(parameters));
    }
}
