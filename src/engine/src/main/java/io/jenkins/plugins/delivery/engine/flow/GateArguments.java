package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.ConfigLayers.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an organisation's configuration means for a gate that a Jenkinsfile calls by itself. Credentials are given only for the server
 * that they were configured for.
 */
final class GateArguments {

    private final Map<String, Object> layer;
    private final Map<String, Object> given;
    private final GateServers servers;

    GateArguments(Map<String, Object> layer, Map<String, Object> given) {
        this.layer = layer;
        this.given = given;
        this.servers = new GateServers(layer, given);
    }

    /** Who may speak at the forge of a repository, for steps that name the repository. */
    Map<String, Object> forge() {
        Map<String, Object> args = new LinkedHashMap<>();
        Map<String, Object> forge = section("forge");
        boolean own = ServerAddress.OF_FORGE.stream().anyMatch(given::containsKey);
        if (!own) {
            ForgePlanner.PARAMETERS.forEach((setting, parameter) -> {
                if (forge.containsKey(setting)) {
                    args.put(parameter, forge.get(setting));
                }
            });
        }
        return args;
    }

    /** Settings of a gate that reads the history of the checkout, which a shallow clone may lack, and how its remote is reached. */
    private Map<String, Object> ofCheckout(String name) {
        Map<String, Object> args = section("version");
        args.keySet().retainAll(List.of("remote", "credentialsId"));
        args.putAll(section(name));
        return args;
    }

    /** What is asked of a review, at that forge. */
    Map<String, Object> review() {
        Map<String, Object> args = forge();
        args.putAll(section("review"));
        return args;
    }

    private Map<String, Object> section(String name) {
        return new LinkedHashMap<>(map(layer.get(name)));
    }

    /** Steps that this is for. */
    static final List<String> STEPS = List.of(
            "metricsWatch",
            "qualityGate",
            "zapScan",
            "coverageGate",
            "secretScan",
            "terraformChecks",
            "commitStatus",
            "reviewCheck",
            "pullRequestComment");

    Map<String, Object> of(String step) {
        return switch (step) {
            case "metricsWatch" -> servers.ask("prometheus", "prometheus", Map.of());
            case "qualityGate" -> servers.ask("sonar", "server", section("quality"));
            case "zapScan" -> servers.ask("zap", "zap", Map.of());
            case "coverageGate" -> ofCheckout("coverage");
            case "secretScan" -> ofCheckout("secretScan");
            case "terraformChecks" -> section("terraform");
            case "reviewCheck" -> review();
            default -> forge();
        };
    }
}
