package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import io.jenkins.plugins.delivery.engine.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans the way back from a promotion that failed or was not verified: look what would be put back, ask a person where one is to
 * choose, do it. It is a stage of its own, which runs without an agent.
 */
final class WayBackPlanner {

    /** What the way back has in common with the promotion. */
    private static final List<String> SHARED = List.of(
            "env",
            "service",
            "version",
            "gitops",
            "branch",
            "credentialsId",
            "signingCredentialsId",
            "argo",
            "argoCredentialsId",
            "app",
            "project",
            "waitFor",
            "timeout",
            "stableFor",
            "terminateStuck",
            "source",
            "sourceCredentialsId",
            "rollback",
            "quarantine",
            "migrations",
            "run");

    private final DeliveryConfig config;

    WayBackPlanner(DeliveryConfig config) {
        this.config = config;
    }

    /** @param promotion arguments of the promotion to undo */
    PlanStage stage(Environment environment, Map<String, Object> promotion) {
        String name = environment.name();
        String look = "look_" + name;
        String choice = "choice_" + name;
        Map<String, Object> args = new LinkedHashMap<>(promotion);
        args.keySet().retainAll(SHARED);
        // Without the commit, when this run made none, the version keeps somebody else's promotion from being undone.
        args.put("promotion", from(PromotionPlanner.promotionOf(name), "commit"));
        Map<String, Object> check = new LinkedHashMap<>(args);
        check.put("check", true);
        Map<String, Object> back = new LinkedHashMap<>(args);
        back.put("choice", from(choice, "choice"));
        back.put("approver", from(choice, "approver"));
        List<PlanAction> actions = new ArrayList<>();
        actions.add(PlanAction.step("argoRollback", check).as(look));
        actions.add(
                PlanAction.step("input", question(environment, look)).as(choice).onlyWith(look + ".ask"));
        actions.add(PlanAction.step("argoRollback", back).as("back_" + name).onlyWith(look + ".needed"));
        return PlanStage.of(stageOf(environment), actions);
    }

    /** The stage that undoes a promotion to the environment. */
    static String stageOf(Environment environment) {
        return "Roll back " + environment.name();
    }

    /** The question where there is nothing to choose but going back; a no leaves what failed. */
    Map<String, Object> yesOrNo(Environment environment) {
        return input(
                environment,
                "Verification of " + environment.name() + " failed. Go back to what ran there before?",
                "Go back");
    }

    private Map<String, Object> question(Environment environment, String look) {
        Map<String, Object> args = input(environment, from(look, "question"), "Do it");
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("$class", "ChoiceParameterDefinition");
        choice.put("name", "choice");
        choice.put("choices", List.of("rollback", "roll-forward", "keep"));
        args.put("parameters", List.of(choice));
        return args;
    }

    private Map<String, Object> input(Environment environment, Object message, String ok) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("id", "Roll-back-" + environment.name());
        args.put("message", message);
        args.put("ok", ok);
        environment
                .approvalSubmitters()
                .filter(submitters -> !submitters.isEmpty())
                .ifPresent(submitters -> args.put("submitter", submitters));
        args.put("submitterParameter", "approver");
        args.put("timeoutSeconds", Durations.parse(config.text("answerWithin")).toSeconds());
        return args;
    }
}
