package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.testbed.argo.ManualClock;

/** A host that saves the ticket after every poll, as Jenkins does. */
final class TicketLoop {

    private TicketLoop() {}

    static ArgoPromoteResult finish(ArgoPromoter promoter, Ticket first, EngineContext context, ManualClock clock)
            throws InterruptedException {
        Ticket ticket = first;
        while (true) {
            Progress<ArgoPromoteResult> progress = promoter.poll(Ticket.fromMap(ticket.toMap()), context);
            if (progress instanceof Progress.Done<ArgoPromoteResult> done) {
                return done.result();
            }
            Progress.Waiting<ArgoPromoteResult> waiting = (Progress.Waiting<ArgoPromoteResult>) progress;
            ticket = waiting.ticket();
            context.log().progress(waiting.message());
            clock.advance(waiting.nextPoll());
            if (!clock.instant().isBefore(ticket.deadline())) {
                throw new TerminalException(waiting.message(), promoter.cancel(ticket, "timed out", context));
            }
        }
    }
}
