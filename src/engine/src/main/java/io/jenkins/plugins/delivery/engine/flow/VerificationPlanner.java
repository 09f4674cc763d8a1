package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans what shows that a version works in an environment: it answers as that version, URL checks are met, and suites of tests that run
 * side by side on an agent pass. One gate judges all of it and names the failed tests that are worth a second run.
 */
final class VerificationPlanner {

    /** Settings of an environment that are parameters of e2eGate. */
    static final List<String> GATE_SETTINGS =
            List.of("url", "ready", "readyTimeout", "versionPath", "checks", "junit", "onFail", "reruns", "flaky");

    private static final List<String> OF_READINESS = List.of("url", "ready", "readyTimeout", "versionPath");

    private static final String ZAP = "zap";

    private final DeliveryConfig config;
    private final PlanSource source;

    VerificationPlanner(DeliveryConfig config, PlanSource source) {
        this.config = config;
        this.source = source;
    }

    /** Whether tests have to run on an agent. */
    static boolean needsAgent(Environment environment) {
        return environment.verifiedByBody() || !SuitePlanner.suites(environment).isEmpty();
    }

    /** The wait for the environment before tests take an agent; empty where nothing is known to ask, or no agent is taken. */
    Optional<PlanStage> ready(Environment environment) {
        if (!needsAgent(environment) || !environment.settings().containsKey("url")) {
            return Optional.empty();
        }
        Map<String, Object> args = settings(environment, OF_READINESS);
        args.put("name", "Ready " + environment.name());
        PlanAction gate = told("e2eGate", args).as("ready_" + environment.name());
        return Optional.of(PlanStage.of("Ready " + environment.name(), gate));
    }

    /** What the stage does; empty when nobody has said how to tell. The list may be added to. */
    List<PlanAction> actions(Environment environment) {
        List<PlanAction> actions = new ArrayList<>();
        if (environment.verifiedByBody() && !SuitePlanner.isSuite(environment)) {
            actions.add(PlanAction.body("environments." + environment.name() + ".verify", arguments(environment)));
        }
        gate(environment)
                .map(gate -> gate.judging(new SuitePlanner(environment, arguments(environment)).started()))
                .ifPresent(actions::add);
        return actions;
    }

    /** The scan of the running service by ZAP; empty where none is configured. */
    Optional<PlanStage> scan(Environment environment) {
        if (!scans(environment)) {
            return Optional.empty();
        }
        Map<String, Object> own = ConfigLayers.map(environment.settings().get(ZAP));
        Map<String, Object> args = settings(environment, List.of("url"));
        args.remove("version");
        args.put("name", "Scan " + environment.name());
        Map<String, Object> servers = Map.of(ZAP, config.section(ZAP));
        args.putAll(new GateServers(servers, Map.of()).ask(ZAP, ZAP, own));
        PlanAction scan = told("zapScan", args).as(scanOf(environment.name()));
        return Optional.of(PlanStage.of("Scan " + environment.name(), scan));
    }

    /** Whether ZAP scans the environment. */
    static boolean scans(Environment environment) {
        return environment.settings().get(ZAP) instanceof Map<?, ?>;
    }

    /** Whether the scan reads its list of accepted alerts from the checkout. */
    static boolean scansOnAgent(Environment environment) {
        return scans(environment)
                && ConfigLayers.map(environment.settings().get(ZAP)).containsKey("allowList");
    }

    /** What is kept of the suites whatever became of them; null for none. */
    PlanAction published(Environment environment) {
        return SuitePlanner.published(new SuitePlanner(environment, Map.of()).judged());
    }

    /** What decides, without what the run starts for it; empty where there is nothing to look at. */
    Optional<PlanAction> gate(Environment environment) {
        if (!environment.hasGate() && SuitePlanner.suites(environment).isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> args = settings(environment, GATE_SETTINGS);
        args.put("name", "Verify " + environment.name());
        List<Map<String, Object>> judged = new SuitePlanner(environment, Map.of()).judged();
        if (!judged.isEmpty()) {
            args.remove("junit");
            args.put("suites", judged);
        }
        return Optional.of(told("e2eGate", args).as(gateOf(environment.name())));
    }

    /** A gate whose failure takes the way back, and whose doubt does not, unless the team only wants to be warned. */
    static PlanAction told(String step, Map<String, Object> args) {
        Map<String, Object> all = new LinkedHashMap<>(args);
        boolean warns = "warn".equals(all.get("onFail"));
        if (!warns) {
            all.put("onFail", "tell");
        }
        PlanAction gate = PlanAction.step(step, all);
        return warns ? gate : gate.endsStageByVerdict();
    }

    private Map<String, Object> settings(Environment environment, List<String> keys) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("env", environment.name());
        keys.stream()
                .filter(environment.settings()::containsKey)
                .forEach(key -> args.put(key, environment.settings().get(key)));
        if (environment.settings().containsKey("versionPath")) {
            args.put("version", from(BuildPlanner.VERSION, "version"));
        }
        return args;
    }

    /** What a suite finds in its environment as DELIVERY_…. */
    private Map<String, Object> arguments(Environment environment) {
        Map<String, Object> args = new LinkedHashMap<>(new BuildPlanner(config, source).bodyArguments());
        args.put("environment", environment.name());
        if (environment.settings().containsKey("url")) {
            args.put("url", environment.settings().get("url"));
        }
        return args;
    }

    static String scanOf(String environment) {
        return "zap_" + environment;
    }

    static String gateOf(String environment) {
        return "gate_" + environment;
    }
}
