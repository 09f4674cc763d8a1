package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;

/** The change in Git that a request to promote asks for. */
final class PromotionChanges {

    private final SourceHistory.Opener sources;
    private final EngineContext context;

    PromotionChanges(SourceHistory.Opener sources, EngineContext context) {
        this.sources = sources;
        this.context = context;
    }

    GitOpsChange of(ArgoPromoteRequest request) {
        String run = RunName.of(request, context);
        if (request.restore() != null) {
            return new RestoreChange(
                    new RollbackIntent(request.service(), request.env(), null, request.restore(), null),
                    null,
                    null,
                    new PromotionIntent.Provenance(
                            run, request.approver(), request.reason(), PromotionIntent.Proof.NONE));
        }
        SourceHistory history = sources.open(request.source(), request.sourceCredentialsId(), context);
        return new PromoteChange(
                intent(request, context),
                IntendedPlaces.of(request),
                history,
                request.after() == null ? null : new EarlierEnvironment(Candidate.of(request), history));
    }

    static PromotionIntent intent(ArgoPromoteRequest request, EngineContext context) {
        return PromotionIntent.of(request, RunName.of(request, context));
    }
}
