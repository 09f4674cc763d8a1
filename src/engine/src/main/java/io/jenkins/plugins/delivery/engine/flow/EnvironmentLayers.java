package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.ConfigLayers.map;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges what the layers say of each environment. What a layer says of every environment, in the entry {@code '*'} or in the
 * sections {@code argo} and {@code gitops}, is weaker than what the same layer says of one, and stronger than what a weaker layer
 * says of one.
 */
final class EnvironmentLayers {

    /** The entry that holds what all environments have in common. */
    static final String EVERY = "*";

    /** Settings of an environment that the section {@code argo} has for all of them. */
    private static final List<String> IN_ARGO = List.of("app", "timeout", "rollback");
    /** Settings of an environment that the section {@code gitops} has for all of them. */
    private static final List<String> IN_GITOPS = List.of("file", "set", "layout", "mode", "autoMerge");

    private EnvironmentLayers() {}

    /** @param layers written out, weakest first */
    static Map<String, Object> merge(List<Map<String, Object>> layers, Collection<String> names) {
        Map<String, Object> merged = new LinkedHashMap<>();
        for (String name : names) {
            Map<String, Object> environment = new LinkedHashMap<>();
            for (Map<String, Object> layer : layers) {
                yieldTo(layer, environment);
                Map<String, Object> all = map(layer.get("environments"));
                ConfigLayers.mergeInto(environment, map(all.get(EVERY)));
                if (!name.equals(EVERY)) {
                    ConfigLayers.mergeInto(environment, map(all.get(name)));
                }
            }
            merged.put(name, environment);
        }
        return merged;
    }

    /** Forgets what weaker layers say of the environment where this layer's sections say it for all. */
    private static void yieldTo(Map<String, Object> layer, Map<String, Object> environment) {
        Map<String, Object> argo = map(layer.get("argo"));
        IN_ARGO.stream().filter(argo::containsKey).forEach(environment::remove);
        IN_GITOPS.stream().filter(map(layer.get("gitops"))::containsKey).forEach(environment::remove);
        if (argo.containsKey("url")) {
            environment.remove("argo");
        } else if (environment.get("argo") instanceof Map<?, ?>) {
            Map<String, Object> own = new LinkedHashMap<>(map(environment.get("argo")));
            own.keySet().removeAll(argo.keySet());
            environment.put("argo", own);
        }
    }
}
