package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.Defaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans the gates of the change itself, which need no environment: secrets, lint, tests, coverage, quality and infrastructure as code.
 * Each is a stage of its own, with a status of its own, in every build of a branch and of a pull request.
 */
final class ChangePlanner {

    static final String COVERAGE = "coverage";
    static final String QUALITY = "quality";
    private static final String SONAR = "sonar";
    static final String SECRETS = "secretScan";

    private final DeliveryConfig config;
    private final ForgePlanner forge;
    private final Map<String, Object> arguments;

    /** @param arguments what closures get, with values like those of arguments of an action */
    ChangePlanner(DeliveryConfig config, PlanSource source, Map<String, Object> arguments) {
        this.config = config;
        this.forge = new ForgePlanner(config, source);
        this.arguments = arguments;
    }

    /** Looks for secrets before anything of the change is run. */
    Optional<PlanStage> secrets() {
        Map<String, Object> args = remote();
        args.putAll(config.section(SECRETS));
        return gate("Secrets", SECRETS, SECRETS, args);
    }

    /** Lint, build or test: the closure of the Jenkinsfile or the preset of a language; empty where there is neither. */
    Optional<PlanStage> body(String body) {
        String name = Character.toUpperCase(body.charAt(0)) + body.substring(1);
        if (config.isTrue(body)) {
            PlanAction action = PlanAction.body(body, arguments).as(body);
            return Optional.of(forge.told(PlanStage.of(name, action)));
        }
        Optional<Preset> preset = config.preset(body);
        if (body.equals(BuildPlanner.TEST)) {
            return preset.map(found -> forge.told(tests(name, found)));
        }
        return preset.map(found -> forge.told(PlanStage.of(name, found.action(Map.of()))));
    }

    /** Coverage of the tests that just ran. */
    Optional<PlanStage> coverage() {
        Map<String, Object> args = remote();
        args.putAll(config.section(COVERAGE));
        // Percentages are read as decimals; a Jenkinsfile writes them as numbers.
        List.of("minimum", "maxDrop")
                .forEach(key -> args.computeIfPresent(key, (name, value) -> String.valueOf(value)));
        List<?> left = config.preset(BuildPlanner.TEST).map(Preset::coverage).orElse(List.of());
        if (!left.isEmpty()) {
            args.putIfAbsent("reports", left);
        }
        return gate("Coverage", COVERAGE, "coverageGate", args);
    }

    /** Finds the analysis that the build sent to SonarQube, where the scanner left its receipt. */
    Optional<PlanStage> analysis() {
        if (!config.has(QUALITY)) {
            return Optional.empty();
        }
        Map<String, Object> args = asked();
        args.put("locate", true);
        PlanAction find = PlanAction.step("qualityGate", args).as("analysis");
        return Optional.of(PlanStage.of("Analysis", find));
    }

    /** What SonarQube says of that analysis; waited for without an agent. */
    Optional<PlanStage> quality() {
        Map<String, Object> args = asked();
        args.remove("report");
        args.put("receipt", PlanAction.from("analysis", "receipt"));
        return gate("Quality", QUALITY, "qualityGate", args);
    }

    private Map<String, Object> asked() {
        Map<String, Object> servers = Map.of(SONAR, config.section(SONAR));
        return new LinkedHashMap<>(new GateServers(servers, Map.of()).ask(SONAR, "server", config.section(QUALITY)));
    }

    /** The results of these gates by the names of their stages, for the record of what is proved. */
    Map<String, String> proofs() {
        Map<String, String> proofs = new LinkedHashMap<>();
        proofs.put("Secrets", SECRETS);
        proofs.put("Terraform", TerraformPlanner.TERRAFORM);
        proofs.put("Coverage", COVERAGE);
        proofs.put("Quality", QUALITY);
        proofs.values().removeIf(section -> !config.has(section));
        return proofs;
    }

    /** Where the history comes from, which a shallow clone may lack. */
    private Map<String, Object> remote() {
        Map<String, Object> args = config.section("version");
        args.keySet().retainAll(List.of("remote", "credentialsId"));
        return args;
    }

    private Optional<PlanStage> gate(String name, String section, String step, Map<String, Object> args) {
        if (!config.has(section)) {
            return Optional.empty();
        }
        return Optional.of(
                forge.told(PlanStage.of(name, PlanAction.step(step, args).as(section))));
    }

    /** Its failed tests are named, as those of any suite are; they do not get a second chance. */
    private PlanStage tests(String name, Preset preset) {
        Map<String, Object> suite = new LinkedHashMap<>();
        suite.put("name", "unit");
        suite.putAll(preset.judged("unit"));
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("name", "Unit tests");
        args.put("suites", List.of(suite));
        args.put("reruns", 0);
        List<PlanSuite> started = new ArrayList<>();
        started.add(new PlanSuite("unit", preset.action(Map.of()), Defaults.timeout("unitTests")));
        PlanAction gate = PlanAction.step("e2eGate", args).as(BuildPlanner.TEST).judging(started);
        return PlanStage.of(name, gate).cleanedBy(SuitePlanner.published(List.of(suite)));
    }
}
