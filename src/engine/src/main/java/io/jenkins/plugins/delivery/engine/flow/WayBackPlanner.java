package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import io.jenkins.plugins.delivery.engine.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Plans the way back from a promotion that failed or was not verified: look what would be put back, ask a person where one is to
 * choose, do it. It is a stage of its own, which runs without an agent.
 */
final class WayBackPlanner {

    /** What the way back has in common with the promotion. */
    private static final List<String> SHARED = Stream.concat(
                    PromotionArguments.OF_WAY_BACK.stream(),
                    Stream.of("env", "service", "version", "source", "sourceCredentialsId", "rollback", "run"))
            .toList();

    private final DeliveryConfig config;

    WayBackPlanner(DeliveryConfig config) {
        this.config = config;
    }

    /** @param promotion arguments of the promotion to undo */
    PlanStage stage(Environment environment, Map<String, Object> promotion) {
        Map<String, Object> args = new LinkedHashMap<>(promotion);
        args.keySet().retainAll(SHARED);
        // Without the commit, when this run was refused or changed nothing, what stands is not its own to undo.
        args.put("promotion", from(PromotionPlanner.promotionOf(environment.name()), "commit"));
        args.put("own", true);
        return stage(environment, "argoRollback", args);
    }

    /**
     * @param step that goes back, and with {@code check} looks what that means
     * @param args of it
     */
    PlanStage stage(Environment environment, String step, Map<String, Object> args) {
        String name = environment.name();
        String look = "look_" + name;
        String choice = "choice_" + name;
        Map<String, Object> check = new LinkedHashMap<>(args);
        check.put("check", true);
        // What was stopped, or could not be tested, was not seen to fail.
        check.put("aborted", from("stopped", "aborted"));
        Map<String, Object> back = new LinkedHashMap<>(args);
        back.put("choice", from(choice, "choice"));
        back.put("approver", from(choice, "approver"));
        back.put("reason", from("stopped", "reason"));
        back.put("aborted", from("stopped", "aborted"));
        List<PlanAction> actions = new ArrayList<>();
        actions.add(PlanAction.step(step, check).as(look));
        actions.add(
                PlanAction.step("input", question(environment, look)).as(choice).onlyWith(look + ".ask"));
        actions.add(PlanAction.step(step, back).as("back_" + name).onlyWith(look + ".needed"));
        return PlanStage.of(stageOf(environment), actions);
    }

    /** The stage that undoes a promotion to the environment. */
    static String stageOf(Environment environment) {
        return "Roll back " + environment.name();
    }

    private Map<String, Object> question(Environment environment, String look) {
        Map<String, Object> args = input(environment, from(look, "question"));
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("$class", "ChoiceParameterDefinition");
        choice.put("name", "choice");
        choice.put("choices", List.of("rollback", "roll-forward", "keep"));
        args.put("parameters", List.of(choice));
        return args;
    }

    private Map<String, Object> input(Environment environment, Object message) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("id", "Roll-back-" + environment.name());
        args.put("message", message);
        args.put("ok", "Do it");
        environment
                .approvalSubmitters()
                .filter(submitters -> !submitters.isEmpty())
                .ifPresent(submitters -> args.put("submitter", submitters));
        args.put("submitterParameter", "approver");
        args.put("timeoutSeconds", Durations.parse(config.text("answerWithin")).toSeconds());
        return args;
    }
}
