package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.card.FailureCard;
import java.util.Optional;

/** The end of a promotion that did not come up: Git is brought to rest, Argo CD is told, and a person hears why and what is true now. */
final class FailedPromotion {

    private final Rollback rollback;
    private final FailureReport report;
    private final ArgoClient.Opener clients;
    private final EngineContext context;

    FailedPromotion(Rollback rollback, FailureReport report, ArgoClient.Opener clients, EngineContext context) {
        this.rollback = rollback;
        this.report = report;
        this.clients = clients;
        this.context = context;
    }

    /** @param why a sentence */
    TerminalException because(PromotionWait wait, String why, Rollback.Cause cause) {
        Optional<FailureCard> card = report.of(wait, why);
        return new TerminalException(
                wait.subject() + " did not come up: " + why
                        + card.map(found -> "\n" + found.brief() + "\n").orElse(""),
                rest(wait, why, cause));
    }

    /** @return what is true now, for a wait that was given up or aborted */
    String after(PromotionWait wait, String why) {
        // An abort is no failure of the version, and whoever aborts does not want to wait.
        boolean late = !context.clock().instant().isBefore(wait.ticket().deadline());
        Optional<FailureCard> card = late ? report.of(wait, why) : Optional.empty();
        // What Argo CD was never seen to bring, or was not seen any more, has not shown that it does not work.
        boolean tried = wait.is("tried") && wait.instant("awaySince").isEmpty();
        Rollback.Cause seen = tried ? Rollback.Cause.BROKE : Rollback.Cause.UNSEEN;
        return rest(wait, why, late ? seen : Rollback.Cause.ABORTED)
                + card.map(found -> "\n" + found.brief()).orElse("");
    }

    private String rest(PromotionWait wait, String why, Rollback.Cause cause) {
        Rollback.Aftermath aftermath = rollback.after(wait, why, cause);
        if (aftermath.restored()) {
            try {
                ApplicationOf.request(clients, wait.request(), context).refresh();
            } catch (DeliveryException e) {
                context.log().warn("Argo CD could not be told of the restored value: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return aftermath.sentence();
    }
}
