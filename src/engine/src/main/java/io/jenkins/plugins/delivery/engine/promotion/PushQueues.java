package io.jenkins.plugins.delivery.engine.promotion;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The queues of this process, one for each repository, branch and log-in, as long as somebody is in it. */
final class PushQueues {

    private static final Map<GitOpsKey, PushQueues> QUEUES = new HashMap<>();

    /** Less than a push takes. */
    private static final Duration LONGEST_LOOK = Duration.ofMillis(100);

    private final PushQueue queue = new PushQueue(LONGEST_LOOK);
    private int users;

    private PushQueues() {}

    /** What a run does on its own before it gets in line. */
    @FunctionalInterface
    interface FirstLook {

        /** What is true in Git already; empty when a push is needed. */
        Optional<GitOpsChange.Landing> take() throws InterruptedException;
    }

    /**
     * Brings the change into Git together with those of others.
     *
     * @param first a push that is about to begin waits a moment for what comes of it
     * @throws InterruptedException when nothing of it is in Git as far as is known, and nothing will be
     */
    static GitOpsChange.Landing push(PendingChange pending, FirstLook first) throws InterruptedException {
        GitOpsKey key = pending.repository().key();
        PushQueues mine;
        synchronized (QUEUES) {
            mine = QUEUES.computeIfAbsent(key, absent -> new PushQueues());
            mine.users++;
        }
        try {
            return mine.queue.push(pending, first);
        } finally {
            synchronized (QUEUES) {
                if (--mine.users == 0) {
                    QUEUES.remove(key);
                }
            }
        }
    }

    /** Whether changes of others are on their way into this branch. */
    static boolean isBusy(GitOpsKey key) {
        synchronized (QUEUES) {
            PushQueues found = QUEUES.get(key);
            return found != null && !found.queue.present().isEmpty();
        }
    }

    /** How many changes are on their way into Git in this process. */
    static int waitingChanges() {
        synchronized (QUEUES) {
            return QUEUES.values().stream()
                    .mapToInt(found -> found.queue.present().size())
                    .sum();
        }
    }
}
