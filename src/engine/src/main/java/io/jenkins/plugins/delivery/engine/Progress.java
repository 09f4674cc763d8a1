package io.jenkins.plugins.delivery.engine;

import java.time.Duration;

/** What one poll of a {@link WaitingOperation} saw. */
public sealed interface Progress<R extends OperationResult> {

    /** The wait is over. */
    record Done<R extends OperationResult>(R result) implements Progress<R> {}

    /**
     * Still waiting.
     *
     * @param ticket the ticket to use from now on
     * @param message what is waited for, for the log and the run view
     * @param nextPoll when to look again
     */
    record Waiting<R extends OperationResult>(Ticket ticket, String message, Duration nextPoll)
            implements Progress<R> {}

    static <R extends OperationResult> Progress<R> done(R result) {
        return new Done<>(result);
    }

    static <R extends OperationResult> Progress<R> waiting(Ticket ticket, String message, Duration nextPoll) {
        return new Waiting<>(ticket, message, nextPoll);
    }
}
