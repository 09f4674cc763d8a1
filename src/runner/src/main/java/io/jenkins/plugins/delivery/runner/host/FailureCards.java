package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.runner.model.Failure;
import java.util.Objects;

/** Tells a failed run to a person: what, where, why, what next. */
public final class FailureCards {

    private FailureCards() {}

    /** @param thrown what ended the run */
    public static Failure of(Throwable thrown, PipelineRun run) {
        FailureSites.Site site = run.failures().of(thrown).orElse(new FailureSites.Site("", 0, null, ""));
        return new Failure(what(thrown, site), where(site), why(thrown), next(thrown, site));
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

    private static String why(Throwable thrown) {
        String message = Objects.requireNonNullElse(thrown.getMessage(), thrown.toString());
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

    private static String next(Throwable thrown, FailureSites.Site site) {
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
