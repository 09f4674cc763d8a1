package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import io.jenkins.plugins.delivery.engine.card.FailureCard;
import io.jenkins.plugins.delivery.engine.card.Suspects;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the card of a promotion that did not come up, tells it in the log and keeps it with the run. Whatever cannot be read is left
 * out: a failure is told with or without its card.
 */
final class FailureReport {

    private final GitOpsRepository.Opener repositories;
    private final SourceHistory.Opener sources;
    private final ArgoClient.Opener clients;
    private final EngineContext context;

    FailureReport(
            GitOpsRepository.Opener repositories,
            SourceHistory.Opener sources,
            ArgoClient.Opener clients,
            EngineContext context) {
        this.repositories = repositories;
        this.sources = sources;
        this.clients = clients;
        this.context = context;
    }

    /**
     * To be called before anything is put back, as that replaces what failed.
     *
     * @param what failed, a sentence
     * @return empty when Argo CD blames nothing, or cannot be asked
     */
    Optional<FailureCard> of(PromotionWait wait, String what) {
        ArgoTarget request = wait.request();
        try {
            String below = wait.ticket().text("culprit");
            ArgoClient argo = below == null
                    ? ApplicationOf.request(clients, request, context)
                    : ApplicationOf.named(clients, request, context, below);
            Diagnosis diagnosis = argo.diagnosis();
            if (diagnosis.culprit().isEmpty()) {
                diagnosis.gaps().forEach(context.log()::info);
                return Optional.empty();
            }
            Map<String, String> links = new LinkedHashMap<>();
            links.put("Argo CD", argo.page());
            links.put("Run", RunName.of(request, context));
            FailureCard card = FailureCard.of(
                    new FailureCard.Subject(request.service(), request.env(), wait.version()),
                    what,
                    new FailureCard.Findings(diagnosis, suspects(wait)),
                    links,
                    context.redactor()::redact);
            context.log().info(card.text());
            keep(card);
            return Optional.of(card);
        } catch (DeliveryException e) {
            context.log().warn("Why it failed cannot be looked up: " + e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void keep(FailureCard card) {
        try {
            context.attach("delivery/failure-" + card.subject().env() + ".md", card.markdown());
        } catch (DeliveryException e) {
            context.log().warn("The failure card is not kept: " + e.getMessage());
        }
    }

    /** The commits between the last good version's and the promoted one's. */
    private Suspects suspects(PromotionWait wait) {
        ArgoTarget request = wait.request();
        if (request.commit() == null || request.goesBack()) {
            return Suspects.NONE;
        }
        try {
            SourceHistory history = sources.open(request.source(), request.sourceCredentialsId(), context);
            Optional<PromotionRecord> good = lastGood(wait);
            Suspects found =
                    history.since(good.map(PromotionRecord::sourceCommit).orElse(null), request.commit());
            return found.since() == null
                    ? found
                    : new Suspects(good.orElseThrow().version(), found.count(), found.commits());
        } catch (DeliveryException e) {
            context.log().warn("Whose change it may be cannot be looked up: " + e.getMessage());
            return Suspects.NONE;
        }
    }

    private Optional<PromotionRecord> lastGood(PromotionWait wait) {
        ArgoTarget request = wait.request();
        GitOpsAddress address = request.address();
        try (GitOpsRepository repository = repositories.open(address, context)) {
            repository.fetch();
            return new PromotionLedger(repository)
                    .search(PromotionLedger.HORIZON, request.service(), request.env(), line -> Optional.of(line)
                            .filter(found -> !found.undone())
                            .map(PromotionLedger.Line::promotion)
                            .filter(found -> !found.id().equals(wait.commit()))
                            .filter(found -> found.sourceCommit() != null
                                    && !found.sourceCommit().equals(request.commit())));
        }
    }
}
