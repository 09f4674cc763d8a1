package io.jenkins.plugins.delivery.runner.report;

import io.jenkins.plugins.delivery.runner.model.Failure;
import io.jenkins.plugins.delivery.runner.model.RunModel;
import io.jenkins.plugins.delivery.runner.model.RunStatus;
import io.jenkins.plugins.delivery.runner.model.StageNode;
import io.jenkins.plugins.delivery.runner.model.StepCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The card that stands first when a run did not succeed.
 *
 * @param runId the anchor of the run on the page
 * @param branch the branch of the run
 * @param status how the run ended
 * @param card what a person has to know
 * @param log the last lines of the stage that failed
 */
public record FailureView(String runId, String branch, RunStatus status, Failure card, List<String> log) {

    private static final int LAST_LINES = 15;

    /** The card of a run that went wrong; what was not recorded is found in the stage that failed first. */
    static Optional<FailureView> of(String runId, RunModel run) {
        if (run.failure().isEmpty() && !run.result().bad()) {
            return Optional.empty();
        }
        List<StageNode> path = failedPath(run.stages());
        List<String> log =
                path.isEmpty() ? List.of() : path.get(path.size() - 1).log();
        List<String> last = log.subList(Math.max(0, log.size() - LAST_LINES), log.size());
        Failure card = complete(run, path, run.failure().orElse(new Failure("", "", "", "")), last);
        return Optional.of(new FailureView(runId, run.header().branch(), run.result(), card, List.copyOf(last)));
    }

    private static Failure complete(RunModel run, List<StageNode> path, Failure known, List<String> log) {
        String stages = String.join(" › ", path.stream().map(StageNode::name).toList());
        String error = path.isEmpty() ? "" : error(path.get(path.size() - 1));
        return new Failure(
                first(
                        known.what(),
                        "The run on " + run.header().branch() + " "
                                + run.result().label() + "."),
                first(known.where(), stages),
                first(known.why(), error, log.isEmpty() ? "" : log.get(log.size() - 1)),
                first(
                        known.next(),
                        "Open the stage in the timeline below: its log and its step calls tell what happened."));
    }

    private static String error(StageNode stage) {
        return stage.steps().stream()
                .map(StepCall::error)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String first(String... texts) {
        for (String text : texts) {
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    /** From the outermost stage that failed to the innermost. */
    private static List<StageNode> failedPath(List<StageNode> stages) {
        List<StageNode> path = new ArrayList<>();
        Optional<StageNode> failed = worst(stages);
        while (failed.isPresent()) {
            path.add(failed.get());
            failed = worst(failed.get().children());
        }
        return path;
    }

    /** An aborted stage is often only the neighbour of the one that failed. */
    private static Optional<StageNode> worst(List<StageNode> stages) {
        List<StageNode> bad =
                stages.stream().filter(stage -> stage.span().status().bad()).toList();
        return bad.stream()
                .filter(stage -> stage.span().status() != RunStatus.ABORTED)
                .findFirst()
                .or(() -> bad.stream().findFirst());
    }
}
