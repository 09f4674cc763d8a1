package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reminds people of a pull request that waits for them: after a while, and then each time after twice as long. */
final class Reminders {

    /** In a ticket: how many were sent. */
    static final String SENT = "reminders";

    /** Doubled that often, an hour is six weeks. */
    private static final int MOST = 10;

    private final ProposalDesk desk;
    private final EngineContext context;

    Reminders(ProposalDesk desk, EngineContext context) {
        this.desk = desk;
        this.context = context;
    }

    /**
     * Sends one when it is time for it.
     *
     * @param missing why it is not merged
     */
    PromotionWait of(PromotionWait wait, String missing, Instant now) throws InterruptedException {
        Duration first = ((ProposalTarget) wait.request()).remindAfter();
        int sent = wait.ticket().state().get(SENT) instanceof Number number ? number.intValue() : 0;
        Duration passed = Duration.between(wait.ticket().startedAt(), now);
        if (first == null || sent >= MOST || passed.compareTo(first.multipliedBy(1L << sent)) < 0) {
            return wait;
        }
        Duration left = Duration.between(now, wait.ticket().deadline()).truncatedTo(ChronoUnit.MINUTES);
        String waited = Durations.text(passed.truncatedTo(ChronoUnit.MINUTES));
        context.log()
                .warn(wait.subject() + " has been waiting for " + waited + ": "
                        + wait.ticket().text("pullUrl") + ": " + missing + ".");
        try {
            desk.remind(wait, ProposalText.reminder(waited, missing, Durations.text(left)));
        } catch (TerminalException e) {
            context.log().warn("Nobody could be reminded in the pull request: " + e.getMessage());
        }
        return wait.with(SENT, sent + 1);
    }
}
