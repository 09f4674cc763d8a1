package io.jenkins.plugins.delivery.engine.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes out the short forms of a configuration, such as {@code chart: 'deploy/chart'} for {@code chart: [path: 'deploy/chart']}. */
final class ShortForms {

    /** What a section means when it is given as a plain value instead of a map. */
    private static final Map<String, String> SECTIONS = Map.of(
            "image", "repository",
            "chart", "path",
            "gitops", "url",
            "argo", "url",
            "slack", "channel",
            "forge", "credentialsId",
            "prometheus", "url",
            "quality", "server");

    /** Gates that are asked for by {@code true}, and left out again by {@code false}. */
    private static final List<String> GATES = List.of("secretScan", "terraform", "coverage", "quality", "review");

    private ShortForms() {}

    /** A copy of the layer with maps in place of its short forms; what is neither stays, so that the schema can say so. */
    static Map<String, Object> writtenOut(Map<String, Object> layer) {
        Map<String, Object> copy = new LinkedHashMap<>(layer);
        SECTIONS.forEach((section, key) ->
                copy.computeIfPresent(section, (name, value) -> value instanceof String ? Map.of(key, value) : value));
        copy.computeIfPresent("agent", (name, value) -> AgentSection.writtenOut(value));
        copy.computeIfPresent(
                "coverage",
                (name, value) -> value instanceof Number ? Map.of("minimum", String.valueOf(value)) : value);
        for (String gate : GATES) {
            copy.computeIfPresent(gate, (name, value) -> Boolean.TRUE.equals(value) ? Map.of() : value);
        }
        if (Boolean.TRUE.equals(copy.get("image"))) {
            copy.put("image", Map.of("build", true));
        }
        if (Boolean.TRUE.equals(copy.get("finish"))) {
            copy.put("finish", Map.of());
        }
        copy.computeIfPresent("environments", (name, value) -> environments(value));
        return copy;
    }

    /** A list of names is a map of environments without settings, and so is Groovy's empty list for an empty map. */
    private static Object environments(Object environments) {
        if (environments instanceof List<?> names && names.stream().allMatch(String.class::isInstance)) {
            Map<String, Object> named = new LinkedHashMap<>();
            names.forEach(name -> named.put((String) name, new LinkedHashMap<>()));
            return named;
        }
        if (!(environments instanceof Map<?, ?>)) {
            return environments;
        }
        Map<String, Object> copy = new LinkedHashMap<>(ConfigLayers.map(environments));
        copy.replaceAll((name, value) -> {
            if (value == null || value instanceof List<?> list && list.isEmpty()) {
                return new LinkedHashMap<>();
            }
            return value instanceof Map<?, ?> ? environment(ConfigLayers.map(value)) : value;
        });
        return copy;
    }

    private static Map<String, Object> environment(Map<String, Object> environment) {
        Map<String, Object> copy = new LinkedHashMap<>(environment);
        copy.computeIfPresent("approval", (key, value) -> {
            if (value instanceof String submitters) {
                return Map.of("submitters", submitters);
            }
            return Boolean.TRUE.equals(value) ? Map.of() : value;
        });
        copy.computeIfPresent("argo", (key, value) -> value instanceof String url ? Map.of("url", url) : value);
        copy.computeIfPresent("zap", (key, value) -> {
            if (value instanceof String address) {
                return Map.of("zap", address);
            }
            return Boolean.TRUE.equals(value) ? Map.of() : value;
        });
        copy.computeIfPresent("watch", (key, value) -> value instanceof Map<?, ?> ? value : Map.of("duration", value));
        return copy;
    }
}
