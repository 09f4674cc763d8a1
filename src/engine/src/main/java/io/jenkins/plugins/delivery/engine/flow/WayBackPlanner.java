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
        return PlanStage.of("Roll back " + name, actions);
    }

    private Map<String, Object> question(Environment environment, String look) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("id", "Roll-back-" + environment.name());
        args.put("message", from(look, "question"));
        args.put("ok", "Do it");
        environment
                .approvalSubmitters()
                .filter(submitters -> !submitters.isEmpty())
                .ifPresent(submitters -> args.put("submitter", submitters));
        args.put("submitterParameter", "approver");
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("$class", "ChoiceParameterDefinition");
        choice.put("name", "choice");
        choice.put("choices", List.of("rollback", "roll-forward", "keep"));
        args.put("parameters", List.of(choice));
        args.put("timeoutSeconds", Durations.parse(config.text("answerWithin")).toSeconds());
        return args;
    }
}
