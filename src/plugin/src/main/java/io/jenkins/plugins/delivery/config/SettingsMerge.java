package io.jenkins.plugins.delivery.config;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.flow.OrganisationLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The levels of configuration as the two layers that a delivery plan takes. As defaults an inner folder counts more than an outer one;
 * what is enforced counts the other way round, so that no folder undoes what is enforced for all.
 *
 * @param defaults weaker than the Jenkinsfile
 * @param enforced stronger than the Jenkinsfile
 */
record SettingsMerge(Map<String, Object> defaults, Map<String, Object> enforced) {

    private static final String ENVIRONMENTS = "environments";

    /**
     * Merges the levels.
     *
     * @param levels outermost first
     * @throws InvalidInputException when an environment names a server that no level has
     */
    static SettingsMerge of(List<SettingsLayer> levels) {
        Map<String, Map<String, Object>> servers = new LinkedHashMap<>();
        Map<String, String> serverOf = new LinkedHashMap<>();
        List<Map<String, Object>> enforced = new ArrayList<>();
        for (SettingsLayer level : levels) {
            servers.putAll(level.servers());
            if (level.serverOf().containsKey(DeliveryEnvironment.EVERY)) {
                // An inner level that says it for all says it for those of the outer levels, too.
                serverOf.clear();
            }
            serverOf.putAll(level.serverOf());
            enforced.add(0, level.enforced());
        }
        List<Map<String, Object>> layers = new ArrayList<>();
        layers.add(firstServer(servers));
        levels.forEach(level -> layers.add(level.defaults()));
        Map<String, Object> merged = OrganisationLayer.merge(layers);
        Map<String, Object> named = servers(serverOf, servers);
        Map<String, Object> defaults = named.isEmpty() ? merged : withServers(merged, named);
        return new SettingsMerge(defaults, OrganisationLayer.merge(enforced));
    }

    /** Both as one layer, for steps that are called outside a plan. */
    Map<String, Object> together() {
        return OrganisationLayer.merge(List.of(defaults, enforced));
    }

    /** The first server is that of environments which name none. */
    private static Map<String, Object> firstServer(Map<String, Map<String, Object>> servers) {
        return servers.values().stream()
                .findFirst()
                .<Map<String, Object>>map(server -> Map.of("argo", server))
                .orElse(Map.of());
    }

    private static Map<String, Object> servers(Map<String, String> serverOf, Map<String, Map<String, Object>> servers) {
        List<String> problems = new ArrayList<>();
        Map<String, Object> environments = new LinkedHashMap<>();
        serverOf.forEach((environment, server) -> {
            if (servers.containsKey(server)) {
                environments.put(environment, Map.of("argo", servers.get(server)));
            } else {
                problems.add("The environment '" + environment + "' refers to an Argo CD server: "
                        + NearestName.unknownKey("", server, servers.keySet()));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The configuration of deliveries in Jenkins", problems);
        }
        return environments;
    }

    /** A server that an environment names is stronger than one that the YAML of some level gives it. */
    private static Map<String, Object> withServers(Map<String, Object> merged, Map<String, Object> named) {
        return OrganisationLayer.merge(List.of(merged, Map.of(ENVIRONMENTS, named)));
    }
}
