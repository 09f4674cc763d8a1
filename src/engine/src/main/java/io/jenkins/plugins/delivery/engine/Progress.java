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
     * @param troubled whether the remote did not tell its state, so that a host may ask it less often
     */
    record Waiting<R extends OperationResult>(Ticket ticket, String message, Duration nextPoll, boolean troubled)
            implements Progress<R> {

        /** The same, seen through an outage. */
        public Waiting<R> inTrouble() {
            return new Waiting<>(ticket, message, nextPoll, true);
        }
    }

    static <R extends OperationResult> Progress<R> done(R result) {
        return new Done<>(result);
    }

    static <R extends OperationResult> Waiting<R> waiting(Ticket ticket, String message, Duration nextPoll) {
        return new Waiting<>(ticket, message, nextPoll, false);
    }
}
