package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans when a promotion may begin: after freeze and soak, and when no other build of the service is on its way into the environment.
 * A person who approves is asked when the calendar allows what they say yes to; the turn itself is taken after the answer, which may
 * come days later.
 */
final class TurnPlanner {

    private static final List<String> SHARED = List.of(
            "env",
            "service",
            "version",
            "commit",
            "gitops",
            "branch",
            "credentialsId",
            "source",
            "sourceCredentialsId",
            "run");

    private static final List<String> OF_RECORD = List.of(
            "env",
            "service",
            "version",
            "digest",
            "commit",
            "evidence",
            "gitops",
            "branch",
            "credentialsId",
            "signingCredentialsId",
            "mode",
            "run");

    private static final List<String> CALENDAR = List.of("freeze", "zone", "onFreeze");

    private final DeliveryConfig config;
    private final PlanSource source;

    TurnPlanner(DeliveryConfig config, PlanSource source) {
        this.config = config;
        this.source = source;
    }

    /** The wait for the turn; its result names the override for the ledger. */
    PlanAction take(Environment environment, Map<String, Object> promotion, Optional<String> after) {
        return wait(environment, promotion, after)
                .as(turnOf(environment.name()))
                .endsRunBy("by");
    }

    /** What the approver does not have to think of: the wait for calendar and soak before the question; empty without either. */
    List<PlanAction> beforeQuestion(Environment environment, Map<String, Object> promotion, Optional<String> after) {
        Map<String, Object> settings = environment.settings();
        if (!settings.containsKey("freeze") && !settings.containsKey("soak")) {
            return List.of();
        }
        PlanAction calm = wait(environment, promotion, after)
                .as("calm_" + environment.name())
                .endsRunBy("by");
        return List.of(calm, giveBack(environment, promotion));
    }

    /** Lets the next build in; a run that fails gives its turn back when it ends, after the way back. */
    PlanAction giveBack(Environment environment, Map<String, Object> promotion) {
        Map<String, Object> args = shared(promotion);
        args.put("release", true);
        return PlanAction.step("promotionTurn", args).as("release_" + environment.name());
    }

    /** The line of the ledger that says that nothing was promoted, and why; nothing without a ledger. */
    static Optional<PlanAction> leftOut(Map<String, Object> promotion, Object reason) {
        if (!promotion.containsKey("gitops")) {
            return Optional.empty();
        }
        Map<String, Object> args = new LinkedHashMap<>(promotion);
        args.keySet().retainAll(OF_RECORD);
        args.put("action", "skip");
        args.put("reason", reason);
        return Optional.of(PlanAction.step("deliveryRecord", args));
    }

    /** A stage that takes a turn, with the record of a build that a newer one sent home. */
    static PlanStage recording(PlanStage stage, Environment environment, Map<String, Object> promotion) {
        String turn = turnOf(environment.name());
        return leftOut(promotion, from(turn, "by"))
                .map(record -> stage.cleanedBy(record.onlyWith(turn + ".by")))
                .orElse(stage);
    }

    /** Who set a freeze aside and why, when somebody did. */
    static Map<String, Object> override(Environment environment) {
        return from(turnOf(environment.name()), "override");
    }

    private static String turnOf(String environment) {
        return "turn_" + environment;
    }

    private PlanAction wait(Environment environment, Map<String, Object> promotion, Optional<String> after) {
        Map<String, Object> args = shared(promotion);
        Map<String, Object> settings = environment.settings();
        CALENDAR.stream().filter(settings::containsKey).forEach(key -> args.put(key, settings.get(key)));
        if (after.isPresent() && settings.containsKey("soak")) {
            args.put("soak", settings.get("soak"));
            args.put("after", after.get());
        }
        Map<String, Object> override = config.section("override");
        String why = String.valueOf(override.getOrDefault("reason", ""));
        if (!why.isBlank()) {
            args.put("override", why);
            args.put("overrideBy", override.getOrDefault("by", starter()));
        }
        return PlanAction.step("promotionTurn", args);
    }

    private String starter() {
        return source.runUrl().isEmpty() ? "whoever started the run" : "whoever started " + source.runUrl();
    }

    private static Map<String, Object> shared(Map<String, Object> promotion) {
        Map<String, Object> args = new LinkedHashMap<>(promotion);
        args.keySet().retainAll(SHARED);
        return args;
    }
}
