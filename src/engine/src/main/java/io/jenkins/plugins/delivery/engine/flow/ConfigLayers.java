package io.jenkins.plugins.delivery.engine.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays configurations over each other: the product's defaults, the organisation's, the Jenkinsfile's, and what the host enforces.
 * Maps are merged key by key, everything else is replaced. Short forms ({@code chart: 'deploy/chart'}) are written out first, so
 * that a layer may use either.
 */
final class ConfigLayers {

    private static final String ENVIRONMENTS = "environments";

    private ConfigLayers() {}

    /**
     * The configuration that counts. The environments are those of the strongest of the layers that names any, in its order; an
     * empty map says that there are none.
     *
     * @param layers weakest first
     * @param enforced stronger than all of them; it says how environments are, never which there are
     */
    static Map<String, Object> effective(List<Map<String, Object>> layers, Map<String, Object> enforced) {
        List<Map<String, Object>> written =
                new ArrayList<>(layers.stream().map(ShortForms::writtenOut).toList());
        Set<String> names = named(written);
        written.add(ShortForms.writtenOut(enforced));
        return merged(written, names);
    }

    /**
     * Several layers as one that means the same to a stronger layer. It has the environments of all of them: one that a stronger
     * layer adds stands behind the one that precedes it there, or before the one that follows it, and last without such a neighbour.
     *
     * @param layers weakest first
     */
    static Map<String, Object> collapsed(List<Map<String, Object>> layers) {
        List<Map<String, Object>> written =
                layers.stream().map(ShortForms::writtenOut).toList();
        Set<String> names = new LinkedHashSet<>();
        if (written.stream().anyMatch(layer -> map(layer.get(ENVIRONMENTS)).containsKey(EnvironmentLayers.EVERY))) {
            names.add(EnvironmentLayers.EVERY);
        }
        names.addAll(united(written));
        return merged(written, names);
    }

    private static Map<String, Object> merged(List<Map<String, Object>> written, Collection<String> names) {
        Map<String, Object> merged = new LinkedHashMap<>();
        written.forEach(layer -> {
            AgentSection.forgetOtherKind(merged, layer);
            mergeInto(merged, without(layer, ENVIRONMENTS));
        });
        if (!names.isEmpty()) {
            merged.put(ENVIRONMENTS, EnvironmentLayers.merge(written, names));
        }
        written.forEach(layer -> keepMalformed(merged, layer.get(ENVIRONMENTS)));
        return merged;
    }

    private static Set<String> named(List<Map<String, Object>> layers) {
        Set<String> names = Set.of();
        for (Map<String, Object> layer : layers) {
            if (layer.get(ENVIRONMENTS) instanceof Map<?, ?> environments) {
                List<String> own = names(layer);
                names = own.isEmpty() && !environments.isEmpty() ? names : new LinkedHashSet<>(own);
            }
        }
        return names;
    }

    private static List<String> united(List<Map<String, Object>> layers) {
        List<String> names = new ArrayList<>();
        for (Map<String, Object> layer : layers) {
            List<String> own = names(layer);
            for (int i = 0; i < own.size(); i++) {
                if (!names.contains(own.get(i))) {
                    int follower = own.stream()
                            .mapToInt(names::indexOf)
                            .filter(index -> index >= 0)
                            .findFirst()
                            .orElse(names.size());
                    names.add(i > 0 ? names.indexOf(own.get(i - 1)) + 1 : follower, own.get(i));
                }
            }
        }
        return names;
    }

    /** The environments of a layer, without the entry for all. */
    private static List<String> names(Map<String, Object> layer) {
        return map(layer.get(ENVIRONMENTS)).keySet().stream()
                .filter(name -> !name.equals(EnvironmentLayers.EVERY))
                .toList();
    }

    /** What is no map cannot be merged; it stays as it is, so that the schema can say what is wrong with it. */
    private static void keepMalformed(Map<String, Object> merged, Object environments) {
        if (environments != null && !(environments instanceof Map<?, ?>)) {
            merged.put(ENVIRONMENTS, environments);
        }
        map(environments).forEach((name, value) -> {
            if (!(value instanceof Map<?, ?>) && merged.get(ENVIRONMENTS) instanceof Map<?, ?>) {
                map(merged.get(ENVIRONMENTS)).put(name, value);
            }
        });
    }

    static void mergeInto(Map<String, Object> target, Map<String, Object> layer) {
        layer.forEach((key, value) -> {
            if (value == null) {
                return;
            }
            if (value instanceof Map<?, ?> && target.get(key) instanceof Map<?, ?> && !isValue(key)) {
                Map<String, Object> both = new LinkedHashMap<>(map(target.get(key)));
                ServerAddress.leaveServer(both, map(value));
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
