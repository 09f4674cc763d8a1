package io.jenkins.plugins.delivery.config;

import io.jenkins.plugins.delivery.engine.flow.OrganisationLayer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of one level in the shape of a delivery configuration. Fields of the form count more than the YAML of the same level.
 *
 * @param servers Argo CD servers by name, each as the section {@code argo}
 * @param serverOf name of the server by environment
 * @param defaults weaker than the Jenkinsfile
 * @param enforced stronger than the Jenkinsfile
 */
record SettingsLayer(
        Map<String, Map<String, Object>> servers,
        Map<String, String> serverOf,
        Map<String, Object> defaults,
        Map<String, Object> enforced) {

    /** Names of the two fields with YAML, for messages. */
    static final String DEFAULTS = "The field 'Further defaults'";

    static final String ENFORCED = "The field 'Enforced settings'";

    /** @throws io.jenkins.plugins.delivery.engine.InvalidInputException with every problem of the first malformed YAML */
    static SettingsLayer of(DeliverySettings settings) {
        Map<String, Map<String, Object>> servers = new LinkedHashMap<>();
        settings.getArgoServers().forEach(server -> servers.put(server.getName(), server.toMap()));
        Map<String, String> serverOf = new LinkedHashMap<>();
        Map<String, Object> environments = new LinkedHashMap<>();
        Map<String, Object> approvals = new LinkedHashMap<>();
        for (DeliveryEnvironment environment : settings.getEnvironments()) {
            environments.put(environment.getName(), environment.toMap());
            if (environment.getServer() != null) {
                serverOf.put(environment.getName(), environment.getServer());
            }
            Approval approval = environment.getApproval();
            if (approval != null && approval.isEnforced()) {
                approvals.put(environment.getName(), Map.of("approval", approval.toMap()));
            }
        }
        Map<String, Object> form = new LinkedHashMap<>(sections(settings));
        putAll(form, "environments", environments);
        Map<String, Object> enforcedForm = new LinkedHashMap<>();
        putAll(enforcedForm, "environments", approvals);
        return new SettingsLayer(
                servers,
                serverOf,
                OrganisationLayer.merge(List.of(yaml(DEFAULTS, settings.getDefaults()), form)),
                OrganisationLayer.merge(List.of(yaml(ENFORCED, settings.getEnforced()), enforcedForm)));
    }

    /** @param text null for none */
    static Map<String, Object> yaml(String field, String text) {
        return text == null ? Map.of() : OrganisationLayer.parse(field, text);
    }

    private static Map<String, Object> sections(DeliverySettings settings) {
        Map<String, Object> sections = new LinkedHashMap<>();
        if (settings.getGitOps() != null) {
            putAll(sections, "gitops", settings.getGitOps().toMap());
        }
        if (settings.getRegistry() != null) {
            sections.putAll(settings.getRegistry().toSections());
        }
        if (settings.getSlack() != null) {
            putAll(sections, "slack", settings.getSlack().toMap());
        }
        settings.gateServers().forEach((section, server) -> putAll(sections, section, server.toMap()));
        return sections;
    }

    private static void putAll(Map<String, Object> map, String key, Map<String, Object> section) {
        if (!section.isEmpty()) {
            map.put(key, section);
        }
    }
}
