package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.runner.model.Failure;
import io.jenkins.plugins.delivery.runner.model.GateResult;
import io.jenkins.plugins.delivery.runner.model.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tells a failed run to a person: what, where, why, what next. */
public final class FailureCards {

    private FailureCards() {}

    /** @param thrown what ended the run */
    public static Failure of(Throwable thrown, PipelineRun run) {
        FailureSites.Site site = run.failures().of(thrown).orElse(new FailureSites.Site("", 0, null, ""));
        Optional<GateResult> gate = gate(thrown, site, run);
        String what = gate.map(FailureCards::decided).orElseGet(() -> what(thrown, site));
        String then = gate.filter(decision -> !decision.environment().isEmpty())
                .map(decision -> "\n" + then(decision, run))
                .orElse("");
        return new Failure(what, where(site), why(thrown, site) + then, next(thrown, site));
    }

    /** The gate whose verdict ended the pipeline, which said so in its words. */
    private static Optional<GateResult> gate(Throwable thrown, FailureSites.Site site, PipelineRun run) {
        List<GateResult> gates = run.journal().recorder().snapshot().outcome().gates();
        if (!site.step().equals("error") || gates.isEmpty()) {
            return Optional.empty();
        }
        GateResult last = gates.get(gates.size() - 1);
        boolean ended = last.verdict() != Verdict.PASSED
                && Objects.requireNonNullElse(thrown.getMessage(), "").contains(last.gate());
        return ended ? Optional.of(last) : Optional.empty();
    }

    private static String decided(GateResult gate) {
        String of = gate.environment().isEmpty() ? "" : " in " + gate.environment();
        return "The gate " + gate.gate() + (gate.verdict() == Verdict.FAILED ? " failed" : " could not decide") + of
                + ".";
    }

    /** What the delivery did next. */
    private static String then(GateResult gate, PipelineRun run) {
        return run.failures()
                .aftermath()
                .orElse(
                        gate.verdict() == Verdict.FAILED
                                ? "Nothing was put back."
                                : "Roll back " + gate.environment()
                                        + ": not done, as nothing has shown that the version is bad.");
    }

    private static String what(Throwable thrown, FailureSites.Site site) {
        String step = site.step().isEmpty() ? "The script" : "The step " + site.step();
        if (thrown instanceof GateFailedException) {
            return step + " decided no.";
        }
        if (site.step().equals("error")) {
            return "The pipeline ended itself.";
        }
        if (thrown instanceof PipelineInterrupted) {
            return "The run was stopped" + (site.step().isEmpty() ? "." : " while " + site.step() + " ran.");
        }
        if (thrown instanceof InvalidInputException && !site.step().isEmpty()) {
            return step + " was refused, before any effect.";
        }
        return step + " failed.";
    }

    private static String where(FailureSites.Site site) {
        String stage = site.stageName().isEmpty() ? "outside any stage" : "stage '" + site.stageName() + "'";
        return site.line() == null ? stage : stage + ", " + site.line();
    }

    private static String why(Throwable thrown, FailureSites.Site site) {
        String message = Objects.requireNonNullElse(thrown.getMessage(), thrown.toString());
        if (saysWhatNext(thrown, site)) {
            return message.strip()
                    .substring(0, message.strip().lastIndexOf('\n'))
                    .strip();
        }
        if (thrown instanceof DeliveryException delivery) {
            String advice = delivery.advice();
            return !advice.isEmpty() && message.endsWith(advice)
                    ? message.substring(0, message.length() - advice.length()).strip()
                    : message;
        }
        return thrown instanceof PipelineFailure || thrown instanceof PipelineInterrupted
                ? message
                : thrown.getClass().getSimpleName() + ": " + message;
    }

    /** Whether the words of a pipeline that ended itself have a last line for that, as those of a gate have. */
    private static boolean saysWhatNext(Throwable thrown, FailureSites.Site site) {
        return site.step().equals("error")
                && thrown.getMessage() != null
                && thrown.getMessage().strip().contains("\n");
    }

    private static String next(Throwable thrown, FailureSites.Site site) {
        if (saysWhatNext(thrown, site)) {
            String message = thrown.getMessage().strip();
            return message.substring(message.lastIndexOf('\n') + 1).strip();
        }
        if (thrown instanceof DeliveryException delivery && !delivery.advice().isEmpty()) {
            return delivery.advice();
        }
        if (thrown instanceof RetryableException) {
            return "Run it again; the cause may pass by itself.";
        }
        if (thrown instanceof PipelineInterrupted) {
            return "Run it again when it shall go on.";
        }
        if (site.step().equals("sh")) {
            return "Read the output of the command above, or run again with --verbose.";
        }
        if (thrown instanceof InvalidInputException) {
            return "Correct what is named above"
                    + (site.line() == null ? "." : "; " + site.step() + " was called at " + site.line() + ".");
        }
        return site.line() == null ? "Correct the Jenkinsfile." : "Look at " + site.line() + ".";
    }
}
