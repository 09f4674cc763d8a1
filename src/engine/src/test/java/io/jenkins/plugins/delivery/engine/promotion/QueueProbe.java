package io.jenkins.plugins.delivery.engine.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Looks into the queues, so that a test begins the next thing when the last one has come that far. */
final class QueueProbe {

    private QueueProbe() {}

    static void awaitWaiting(int changes) {
        await(() -> PushQueues.waitingChanges() == changes);
    }

    static void await(BooleanSupplier state) {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!state.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("it did not come that far; " + PushQueues.waitingChanges() + " changes wait");
            }
            Thread.yield();
        }
    }
}
