package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A promotion target.
 *
 * @param name dev, stage, prod or whatever the organisation calls it
 * @param settings what the configuration says of it, in the shape of {@code delivery.schema.json}
 */
public record Environment(String name, Map<String, Object> settings) {

    /** Placeholders that the address of an environment may have. */
    private static final List<String> IN_URL = List.of("env", "service");

    /** With {@code ${service}} and {@code ${env}} put into its address, which an organisation writes once for all services. */
    static Environment of(String name, Map<String, Object> settings, String service) {
        Environment environment = new Environment(name, settings);
        if (!(settings.get("url") instanceof String url)
                || environment.unknownPlaceholder().isPresent()) {
            return environment;
        }
        Map<String, Object> filled = new LinkedHashMap<>(settings);
        filled.put("url", Template.expand(url, Map.of("env", name, "service", service)));
        return new Environment(name, filled);
    }

    /** What is wrong with the placeholders of the address, as a clause. */
    Optional<String> unknownPlaceholder() {
        return Template.names(String.valueOf(settings.get("url"))).stream()
                .filter(name -> !IN_URL.contains(name))
                .map(name ->
                        NearestName.unknownKey("placeholder ", name, IN_URL).replaceFirst("\\.$", ""))
                .findFirst();
    }

    /** Submitters of the approval that comes first; empty text for "anyone who may"; empty when none is asked. */
    public Optional<String> approvalSubmitters() {
        return approval().map(approval -> String.valueOf(approval.getOrDefault("submitters", "")));
    }

    /** The approval's settings; empty when nobody is asked. */
    Optional<Map<String, Object>> approval() {
        return settings.get("approval") instanceof Map<?, ?>
                ? Optional.of(ConfigLayers.map(settings.get("approval")))
                : Optional.empty();
    }

    /** Names of the branch kinds that are promoted here; empty when the position decides. */
    List<String> from() {
        return settings.get("from") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Whether the Jenkinsfile brings a closure with tests against this environment. */
    boolean verifiedByBody() {
        return Boolean.TRUE.equals(settings.get("verify"));
    }

    /** Whether there is something that e2eGate can look at. */
    boolean hasGate() {
        return settings.containsKey("url") || settings.containsKey("junit");
    }
}
