package io.jenkins.plugins.delivery.engine.promotion;

import java.time.Duration;
import java.time.Instant;

/** Looks into the queues, so that a test begins the next thing when the last one has come that far. */
final class QueueProbe {

    private QueueProbe() {}

    static void awaitWaiting(int changes) {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (PushQueue.waitingChanges() != changes) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(PushQueue.waitingChanges() + " changes wait instead of " + changes);
            }
            Thread.yield();
        }
    }
}
