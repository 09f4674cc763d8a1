package io.jenkins.plugins.delivery.testbed.argo;

import java.time.Instant;
import java.util.List;

/**
 * One sync operation.
 *
 * @param order what was asked for
 * @param content what is applied
 * @param phase where it stands
 * @param startedAt when it started
 * @param end how it ended; null while it runs
 */
record Operation(Order order, Rendered content, OperationPhase phase, Instant startedAt, End end) {

    /** What was asked for; a null user means that the controller did so by itself. */
    record Order(String user, List<String> revisions, boolean prune, boolean dryRun) {

        boolean automated() {
            return user == null;
        }
    }

    /** When and with which words an operation ended. */
    record End(Instant finishedAt, String message) {}

    static Operation running(Order order, Rendered content, Instant now) {
        return new Operation(order, content, OperationPhase.RUNNING, now, null);
    }

    Operation terminating() {
        return new Operation(order, content, OperationPhase.TERMINATING, startedAt, null);
    }

    Operation ended(OperationPhase last, Instant at, String message) {
        return new Operation(order, content, last, startedAt, new End(at, message));
    }

    boolean isRunning() {
        return end == null;
    }
}
