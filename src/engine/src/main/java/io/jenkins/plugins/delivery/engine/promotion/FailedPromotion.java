package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;

/** The end of a promotion that did not come up: Git is brought to rest, Argo CD is told, and a person hears why and what is true now. */
final class FailedPromotion {

    private final GitOpsRepository.Opener repositories;
    private final ArgoClient.Opener clients;
    private final EngineContext context;

    FailedPromotion(GitOpsRepository.Opener repositories, ArgoClient.Opener clients, EngineContext context) {
        this.repositories = repositories;
        this.clients = clients;
        this.context = context;
    }

    /** @param why a sentence */
    TerminalException because(PromotionWait wait, String why) {
        return new TerminalException(wait.subject() + " did not come up: " + why, rest(wait, why));
    }

    /** @return what is true now, for a wait that was given up or aborted */
    String after(PromotionWait wait, String why) {
        return rest(wait, why);
    }

    private String rest(PromotionWait wait, String why) {
        Rollback.Aftermath aftermath = new Rollback(repositories, context).after(wait, why);
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
