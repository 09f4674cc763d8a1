package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.OperationResult;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.Optional;

/** What a gate decided, and what that means for the delivery. */
public interface GateResult extends OperationResult {

    GateVerdict verdict();

    /** One sentence: what decided it. */
    String message();

    /**
     * Ends a gate: a pass goes on, and so does everything else where a warning or the result is enough.
     *
     * @param advice what a person does after a gate that did not pass
     * @return the result
     * @throws GateFailedException when the gate decided no
     * @throws TerminalException when it could not decide
     */
    static <R extends GateResult> R conclude(R result, OnFail onFail, String advice, EngineContext context) {
        if (result.verdict() == GateVerdict.PASSED) {
            context.log().info(result.message());
        } else if (onFail == OnFail.WARN) {
            context.log().warn(result.message() + " The delivery goes on because onFail is warn.");
        } else if (onFail == OnFail.TELL) {
            context.log().warn(result.message() + " " + advice);
        } else if (result.verdict() == GateVerdict.FAILED) {
            throw new GateFailedException(result.message(), advice, result.toMap());
        } else {
            throw new TerminalException(result.message(), advice);
        }
        return result;
    }

    /**
     * What is said when a gate could not decide and a warning is enough; empty for what ends the delivery all the same: a decision, and
     * a request that cannot be understood.
     */
    static Optional<String> undecided(DeliveryException problem, OnFail onFail) {
        boolean undecided = problem instanceof TerminalException || problem instanceof RetryableException;
        return undecided && onFail == OnFail.WARN ? Optional.of(problem.getMessage()) : Optional.empty();
    }
}
