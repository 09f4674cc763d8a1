package io.jenkins.plugins.delivery.engine.promotion;

/**
 * What going back means, independent of what the repository looks like at the moment.
 *
 * @param service that goes back
 * @param environment where
 * @param version that is left; null for the one that stands
 * @param promotion GitOps commit that is left; null for the one that stands
 * @param to version or GitOps commit to go back to; null for the last known good one
 */
record RollbackIntent(String service, String environment, String version, String promotion, String to) {

    static RollbackIntent of(ArgoRollbackRequest request) {
        return new RollbackIntent(
                request.service(), request.env(), request.version(), request.promotion(), request.to());
    }

    /** Undoing one promotion that failed. */
    static RollbackIntent undoing(PromotionWait wait) {
        return new RollbackIntent(wait.request().service(), wait.request().env(), null, wait.commit(), null);
    }
}
