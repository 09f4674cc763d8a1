package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.ConfigLayers.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an organisation's configuration means for a step that a Jenkinsfile calls by itself, without {@code deliveryPipeline}: values
 * for the parameters that the call leaves out. Credentials are given only for the server that they were configured for.
 */
public final class StepArguments {

    private final Map<String, Object> layer;
    private final Map<String, Object> given;

    private StepArguments(Map<String, Object> layer, Map<String, Object> given) {
        this.layer = layer;
        this.given = given;
    }

    /**
     * Arguments for a step.
     *
     * @param layer what the organisation says, see {@link OrganisationLayer}
     * @param given the arguments of the call
     * @return parameters of the step that the call has not; empty for a step that nothing is configured for
     */
    public static Map<String, Object> of(String step, Map<String, Object> layer, Map<String, Object> given) {
        StepArguments arguments = new StepArguments(ConfigLayers.collapsed(List.of(layer)), given);
        ArtifactArguments artifacts = new ArtifactArguments(arguments.layer, given);
        Map<String, Object> found = new LinkedHashMap<>(
                switch (step) {
                    case "semverTag" -> arguments.semverTag();
                    case "versionRecord" -> arguments.versionRecord();
                    case "gitFlowStart" -> arguments.gitFlow(ReleasePlanner.OF_VERSION);
                    case "gitFlowFinish" -> arguments.gitFlowFinish();
                    case "evidenceRecord" -> artifacts.evidenceRecord();
                    case "registryLogin" -> artifacts.registryLogin();
                    case "imagePush" -> artifacts.imagePush();
                    case "ecrScan" -> artifacts.ecrScan();
                    case "helmPackage" -> artifacts.helmPackage();
                    case "promotedVersion", "deliveryHistory" ->
                        arguments.promotion().ledger();
                    case "quarantine", "deliveryRecord" -> arguments.promotion().signedLedger();
                    case "helmDeploy", "ecsDeploy" -> arguments.promotion().deployerLedger();
                    case "promotionTurn" -> arguments.promotion().promotionTurn();
                    case "argoPromote" -> arguments.promotion().argoPromote();
                    case "argoRollback" -> arguments.promotion().argoRollback();
                    case "e2eGate" -> arguments.e2eGate();
                    case "slackNotify" -> arguments.slackNotify();
                    default ->
                        GateArguments.STEPS.contains(step)
                                ? new GateArguments(arguments.layer, given).of(step)
                                : Map.of();
                });
        found.keySet().removeAll(given.keySet());
        return found;
    }

    private Map<String, Object> semverTag() {
        Map<String, Object> args = section("version");
        // A tag is made only where a Jenkinsfile asks for it.
        args.remove("reserve");
        if (layer.containsKey("flow")) {
            args.put("flow", layer.get("flow"));
        }
        Map<String, Object> branches = section("branches");
        branches.keySet().removeIf(key -> !(branches.get(key) instanceof String));
        branches.forEach((kind, name) -> {
            boolean one = kind.equals("main") || kind.equals("develop");
            args.put(kind + (one ? "Branch" : "Prefix"), name);
        });
        return args;
    }

    /** The credentials are for the remote of the clone, and for no address that a Jenkinsfile gives. */
    private Map<String, Object> gitFlow(List<String> settings) {
        Map<String, Object> args = semverTag();
        args.keySet().removeIf(key -> !settings.contains(key) && !ReleasePlanner.isOfBranches(key));
        return args;
    }

    private Map<String, Object> gitFlowFinish() {
        Map<String, Object> args = gitFlow(ReleasePlanner.OF_FINISH);
        args.putAll(section("finish"));
        return args;
    }

    private Map<String, Object> versionRecord() {
        Map<String, Object> args = section("version");
        args.keySet().retainAll(given.containsKey("source") ? List.of() : List.of("remote", "credentialsId"));
        return args;
    }

    private PromotionArguments promotion() {
        Environment environment = new Environment(String.valueOf(given.get("env")), environment());
        return new PromotionArguments(section("gitops"), section("argo"), environment, given);
    }

    private Map<String, Object> e2eGate() {
        if (given.containsKey("url")) {
            return Map.of();
        }
        Map<String, Object> args = new LinkedHashMap<>();
        Map<String, Object> environment = environment();
        // The address of a service that the step does not know cannot be completed.
        String url = String.valueOf(environment.get("url"));
        if (!url.contains("${service}")) {
            Environment named = Environment.of(String.valueOf(given.get("env")), environment, "");
            List<String> keys = new ArrayList<>(VerificationPlanner.GATE_SETTINGS);
            if (!given.containsKey("version")) {
                keys.remove("versionPath");
            }
            keys.stream()
                    .filter(named.settings()::containsKey)
                    .forEach(key -> args.put(key, named.settings().get(key)));
        }
        return args;
    }

    private Map<String, Object> slackNotify() {
        Map<String, Object> slack = section("slack");
        ServerAddress.leaveServer(slack, only("endpoint"));
        return slack;
    }

    /** What is configured for the environment that the call names, or for every one. */
    private Map<String, Object> environment() {
        Map<String, Object> environments = map(layer.get("environments"));
        Object own = environments.get(String.valueOf(given.get("env")));
        return map(Optional.ofNullable(own).orElse(environments.get(EnvironmentLayers.EVERY)));
    }

    private Map<String, Object> section(String name) {
        return new LinkedHashMap<>(map(layer.get(name)));
    }

    /** The parameter alone, when the call has it. */
    private Map<String, Object> only(String parameter) {
        return given.containsKey(parameter) ? Map.of(parameter, given.get(parameter)) : Map.of();
    }
}
