package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the watch after a deployment: metrics, or the service's own address, for a time and without an agent. */
final class WatchPlanner {

    private static final String SECTION = "watch";
    private static final String PROMETHEUS = "prometheus";

    private final DeliveryConfig config;
    private final SlackPlanner slack;

    WatchPlanner(DeliveryConfig config, SlackPlanner slack) {
        this.config = config;
        this.slack = slack;
    }

    static boolean watches(Environment environment) {
        return environment.settings().get(SECTION) instanceof Map<?, ?>;
    }

    /** What the stage does; empty where nobody asked for a watch. */
    List<PlanAction> actions(Environment environment) {
        if (!watches(environment)) {
            return List.of();
        }
        List<PlanAction> actions = new ArrayList<>();
        actions.add(VerificationPlanner.told("metricsWatch", args(environment)).as(watchOf(environment.name())));
        Optional<PlanAction> line = slack.told(
                "Watched " + environment.name() + ".",
                Map.of(
                        "Watch",
                        from(watchOf(environment.name()), "message"),
                        "Dashboard",
                        from(watchOf(environment.name()), "url")));
        line.ifPresent(actions::add);
        return actions;
    }

    private Map<String, Object> args(Environment environment) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("name", "Watch " + environment.name());
        args.put("env", environment.name());
        args.put("service", config.service());
        args.put("version", from(BuildPlanner.VERSION, "version"));
        args.put("released", from(PromotionPlanner.promotionOf(environment.name()), "began"));
        if (environment.settings().containsKey("url")) {
            args.put("url", environment.settings().get("url"));
        }
        Map<String, Object> prometheus = config.section(PROMETHEUS);
        if (prometheus.containsKey("url")) {
            args.put(PROMETHEUS, prometheus.get("url"));
        }
        GateServers.ACCESS.stream()
                .filter(prometheus::containsKey)
                .forEach(name -> args.put(name, prometheus.get(name)));
        Map<String, Object> own = ConfigLayers.map(environment.settings().get(SECTION));
        if (own.containsKey(PROMETHEUS) && !own.get(PROMETHEUS).equals(args.get(PROMETHEUS))) {
            // A password is for the server that it was configured with.
            GateServers.ACCESS.forEach(args::remove);
        }
        args.putAll(own);
        return args;
    }

    static String watchOf(String environment) {
        return "watch_" + environment;
    }
}
