package io.jenkins.plugins.delivery.engine.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays configurations over each other: the product's defaults, the organisation's, the Jenkinsfile's, and what the host enforces.
 * Maps are merged key by key, everything else is replaced. Short forms ({@code chart: 'deploy/chart'}) are written out first, so
 * that a layer may use either.
 */
final class ConfigLayers {

    /** What a section means when it is given as a plain value instead of a map. */
    private static final Map<String, String> SHORT_FORMS = Map.of(
            "image", "repository",
            "chart", "path",
            "gitops", "url",
            "argo", "url",
            "slack", "channel");

    private static final String EVERY_ENVIRONMENT = "*";

    private ConfigLayers() {}

    /** @param layers weakest first */
    static Map<String, Object> merge(List<Map<String, Object>> layers) {
        List<Map<String, Object>> written =
                layers.stream().map(ConfigLayers::writtenOut).toList();
        Map<String, Object> merged = new LinkedHashMap<>();
        written.forEach(layer -> {
            AgentSection.forgetOtherKind(merged, layer);
            mergeInto(merged, without(layer, "environments"));
        });
        Map<String, Object> environments = environments(written);
        if (!environments.isEmpty()) {
            merged.put("environments", environments);
        }
        written.forEach(layer -> keepMalformed(merged, layer.get("environments")));
        return merged;
    }

    /**
     * The environments of the strongest layer that names any, in its order, each with what the layers say of it. What a layer
     * says of every environment ({@code '*'}) is weaker than what the same layer says of one.
     */
    private static Map<String, Object> environments(List<Map<String, Object>> layers) {
        Set<String> names = Set.of();
        for (Map<String, Object> layer : layers) {
            Map<String, Object> named = new LinkedHashMap<>(map(layer.get("environments")));
            named.remove(EVERY_ENVIRONMENT);
            if (!named.isEmpty()) {
                names = named.keySet();
            }
        }
        Map<String, Object> merged = new LinkedHashMap<>();
        for (String name : names) {
            Map<String, Object> environment = new LinkedHashMap<>();
            for (Map<String, Object> layer : layers) {
                Map<String, Object> all = map(layer.get("environments"));
                mergeInto(environment, map(all.get(EVERY_ENVIRONMENT)));
                mergeInto(environment, map(all.get(name)));
            }
            merged.put(name, environment);
        }
        return merged;
    }

    /** What is no map cannot be merged; it stays as it is, so that the schema can say what is wrong with it. */
    private static void keepMalformed(Map<String, Object> merged, Object environments) {
        if (environments != null && !(environments instanceof Map<?, ?>)) {
            merged.put("environments", environments);
        }
        map(environments).forEach((name, value) -> {
            if (!(value instanceof Map<?, ?>) && merged.get("environments") instanceof Map<?, ?>) {
                map(merged.get("environments")).put(name, value);
            }
        });
    }

    private static Map<String, Object> writtenOut(Map<String, Object> layer) {
        Map<String, Object> copy = new LinkedHashMap<>(layer);
        SHORT_FORMS.forEach((section, key) ->
                copy.computeIfPresent(section, (name, value) -> value instanceof String ? Map.of(key, value) : value));
        copy.computeIfPresent("agent", (name, value) -> AgentSection.writtenOut(value));
        if (Boolean.TRUE.equals(copy.get("image"))) {
            copy.put("image", Map.of("build", true));
        }
        copy.computeIfPresent("environments", (name, value) -> writtenOutEnvironments(value));
        return copy;
    }

    /** A list of names is a map of environments without settings, and so is Groovy's empty list for an empty map. */
    private static Object writtenOutEnvironments(Object environments) {
        if (environments instanceof List<?> names && names.stream().allMatch(String.class::isInstance)) {
            Map<String, Object> named = new LinkedHashMap<>();
            names.forEach(name -> named.put((String) name, new LinkedHashMap<>()));
            return named;
        }
        if (!(environments instanceof Map<?, ?>)) {
            return environments;
        }
        Map<String, Object> copy = new LinkedHashMap<>(map(environments));
        copy.replaceAll((name, value) -> {
            if (value instanceof List<?> list && list.isEmpty()) {
                return new LinkedHashMap<>();
            }
            return value instanceof Map<?, ?> ? withWrittenApproval(map(value)) : value;
        });
        return copy;
    }

    private static Map<String, Object> withWrittenApproval(Map<String, Object> environment) {
        Map<String, Object> copy = new LinkedHashMap<>(environment);
        copy.computeIfPresent("approval", (key, value) -> {
            if (value instanceof String submitters) {
                return Map.of("submitters", submitters);
            }
            return Boolean.TRUE.equals(value) ? Map.of() : value;
        });
        return copy;
    }

    private static void mergeInto(Map<String, Object> target, Map<String, Object> layer) {
        layer.forEach((key, value) -> {
            if (value == null) {
                return;
            }
            if (value instanceof Map<?, ?> && target.get(key) instanceof Map<?, ?> && !isValue(key)) {
                Map<String, Object> both = new LinkedHashMap<>(map(target.get(key)));
                mergeInto(both, map(value));
                target.put(key, both);
            } else {
                target.put(key, value);
            }
        });
    }

    /** Maps that are one value: merging two of them would mix two layers' edits or limits. */
    private static boolean isValue(String key) {
        return key.equals("set") || key.equals("max");
    }

    private static Map<String, Object> without(Map<String, Object> layer, String key) {
        Map<String, Object> copy = new LinkedHashMap<>(layer);
        copy.remove(key);
        return copy;
    }

    /** The value as a map; an empty one for anything else, which the schema then reports. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }
}
