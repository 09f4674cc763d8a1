package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;

/**
 * What a pull request is to bring about.
 *
 * @param change in Git; worked out again on every new base
 * @param mark by which it is known
 * @param back whether earlier values come back
 */
record Proposed(GitOpsChange change, ProposalText.Mark mark, boolean back) {

    /** In a ticket: the promotion that is gone back from. */
    static final String UNDOES = "undoes";

    /** What a request to promote asks for. */
    static Proposed of(ArgoPromoteRequest request, SourceHistory.Opener sources, EngineContext context) {
        return new Proposed(
                new PromotionChanges(sources, context).of(request),
                ProposalText.mark(request, PromotionChanges.intent(request, context)),
                false);
    }

    /** Going back from one promotion. */
    static Proposed back(ArgoTarget request, String promotion, String to, GitOpsChange change) {
        return new Proposed(change, ProposalText.back(request, promotion, to), true);
    }

    /** What a wait is for. */
    static Proposed of(PromotionWait wait, SourceHistory.Opener sources, EngineContext context) {
        if (wait.request() instanceof ArgoPromoteRequest promotion) {
            return of(promotion, sources, context);
        }
        ArgoRollbackRequest request = (ArgoRollbackRequest) wait.request();
        String promotion = wait.ticket().text(UNDOES);
        return back(request, promotion, wait.ticket().text("to"), RestoreChange.of(request, promotion, context));
    }
}
