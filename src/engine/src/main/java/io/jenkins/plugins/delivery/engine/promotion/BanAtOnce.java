package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import java.time.Duration;

/**
 * Bans the version that a pull request is to put back among the records, before that is opened: nobody may promote it while the pull
 * request waits. It stays banned should people close that unmerged, until they lift it.
 */
final class BanAtOnce {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final EngineContext context;

    BanAtOnce(EngineContext context) {
        this.context = context;
    }

    /**
     * @param way that is still open
     * @param by who bans it, and why
     * @return whether the version is banned now; one that is good with another chart or other values is not
     */
    boolean write(ArgoTarget request, GitOpsRepository repository, WayBack way, PromotionIntent.Provenance by)
            throws InterruptedException {
        PromotionRecord failed = way.failed();
        if (way.kind() != WayBack.Kind.OPEN || failed.version().equals(way.to())) {
            return false;
        }
        RollbackIntent intent = new RollbackIntent(failed.service(), failed.environment(), null, failed.id(), null);
        String now = context.clock().instant().toString();
        new GitOpsWriter(context)
                .signedBy(request.signingCredentialsId())
                .write(
                        repository.records(),
                        new RollbackNote(LedgerAction.QUARANTINE, intent, now, by),
                        context.clock().instant().plus(PATIENCE));
        return true;
    }
}
