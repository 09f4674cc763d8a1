package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.time.Duration;
import java.util.List;

/** Attempt after attempt of one queue: what each comes to for every change in it, and how long to wait before the next. */
final class PushAttempts {

    /** A lost race means that others get on, so the next try comes soon: within the time of two pushes, and these bounds. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

    private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofSeconds(5);

    private final Object queue;
    private final RefusedBatch refused = new RefusedBatch();
    private boolean fresh;
    private int failures;
    private Duration took = Duration.ZERO;
    private Duration owed = Duration.ZERO;

    /** @param queue whose lock guards the changes */
    PushAttempts(Object queue) {
        this.queue = queue;
    }

    /** How long to wait before the next attempt; nobody has to wait for that a second time. */
    Duration takePause() {
        synchronized (queue) {
            Duration pause = owed;
            owed = Duration.ZERO;
            return pause;
        }
    }

    /** What the next attempt is for. */
    List<PendingChange> next(List<PendingChange> ready) {
        return refused.next(ready);
    }

    void forget(PendingChange pending) {
        refused.forget(pending);
    }

    /**
     * One attempt for all of them; each has a result afterwards or can be tried again.
     *
     * @param view that of whoever does the work
     */
    void round(GitOpsRepository view, List<PendingChange> batch) {
        PushRound round = new PushRound(view);
        PushOutcome outcome;
        long begun = System.nanoTime();
        try {
            outcome = round.run(batch, fresh);
            took = Duration.ofNanos(System.nanoTime() - begun);
        } catch (RetryableException e) {
            synchronized (queue) {
                fresh = true;
                owed = PendingChange.jitter(LONGEST_OUTAGE_PAUSE, ++failures);
                batch.forEach(pending -> pending.away(e, owed));
            }
            return;
        } catch (TerminalException e) {
            synchronized (queue) {
                batch.forEach(pending -> pending.settle(e));
            }
            return;
        }
        synchronized (queue) {
            settle(round, outcome);
        }
    }

    private void settle(PushRound round, PushOutcome outcome) {
        round.certain().forEach(this::decide);
        switch (outcome.kind()) {
            case ACCEPTED -> {
                // Who came while nothing was pushed has not seen the branch since.
                fresh = round.offers().isEmpty();
                if (!fresh) {
                    failures = 0;
                    refused.accepted();
                }
                round.offers().forEach(offer -> offer.pending()
                        .settle(offer.landed(PromotionState.PUSHED, outcome.commit())));
                round.conditional().forEach(this::decide);
            }
            case LOST_RACE, UNCERTAIN -> {
                fresh = true;
                owed = PendingChange.jitter(afterLostRace(), ++failures);
                for (PushRound.Offer offer : round.offers()) {
                    if (outcome.kind() == PushOutcome.Kind.UNCERTAIN) {
                        offer.pending().uncertain().put(offer.commit(), offer.write());
                    }
                    offer.pending().refused(outcome.why(), owed);
                }
            }
            case DECLINED, PROTECTED -> refused.add(round.offers(), outcome);
        }
    }

    /** Longer pauses than pushes take leave the branch idle. */
    private Duration afterLostRace() {
        Duration two = took.multipliedBy(2);
        Duration longest = two.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : two;
        return longest.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : longest;
    }

    /** A landing or an exception, as a round noted it. */
    private void decide(PendingChange pending, Object decision) {
        if (decision instanceof GitOpsChange.Landing landing) {
            pending.settle(landing);
        } else if (decision instanceof RememberedHistory.Unanswered unanswered) {
            pending.putOff(unanswered);
        } else if (decision instanceof RetryableException e) {
            fresh = true;
            owed = PendingChange.jitter(LONGEST_OUTAGE_PAUSE, ++failures);
            pending.away(e, owed);
        } else {
            pending.settle((RuntimeException) decision);
        }
    }
}
