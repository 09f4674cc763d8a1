package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;

/**
 * What going back means, independent of what the repository looks like at the moment.
 *
 * @param service that goes back
 * @param environment where
 * @param version that is left; null for the one that stands
 * @param promotion GitOps commit that is left; null for the one that stands
 * @param to version or GitOps commit to go back to; null for the last known good one
 * @param run that must have brought what is left; null for any
 */
record RollbackIntent(String service, String environment, String version, String promotion, String to, String run) {

    RollbackIntent(String service, String environment, String version, String promotion, String to) {
        this(service, environment, version, promotion, to, null);
    }

    static RollbackIntent of(ArgoRollbackRequest request, EngineContext context) {
        boolean own = request.own() && request.promotion() == null;
        return new RollbackIntent(
                request.service(),
                request.env(),
                request.version(),
                request.promotion(),
                request.to(),
                own ? RunName.of(request, context) : null);
    }

    /** The same, of this promotion, whatever is promoted meanwhile. */
    RollbackIntent leaving(String found) {
        return new RollbackIntent(service, environment, version, found, to, run);
    }

    /**
     * The same for a run that went back already and was cut off before it heard so: what it left then, not what stands now.
     *
     * @param own name of the run; null when it has none to be known by
     */
    RollbackIntent goingOn(GitOpsRepository repository, String own) {
        if (promotion != null || own == null) {
            return this;
        }
        return repository
                .search(PromotionLedger.RECENT, commit -> PromotionRecord.of(commit, service, environment))
                .filter(newest -> own.equals(newest.run()))
                .map(PromotionRecord::restores)
                .map(this::leaving)
                .orElse(this);
    }

    /** Undoing one promotion that failed. */
    static RollbackIntent undoing(PromotionWait wait) {
        return new RollbackIntent(wait.request().service(), wait.request().env(), null, wait.commit(), null);
    }
}
