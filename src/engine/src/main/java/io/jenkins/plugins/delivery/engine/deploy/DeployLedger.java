package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.card.Suspects;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;
import io.jenkins.plugins.delivery.engine.promotion.RollbackOutlook;
import java.util.List;
import java.util.Optional;

/**
 * Where deployments are written down, a commit in the GitOps repository with the trailers of a promotion, and what is read there before
 * anything is changed. A request that names no repository gets no answer and leaves no line.
 */
@FunctionalInterface
public interface DeployLedger {

    /**
     * Writes one line, once for each run however often it is called.
     *
     * @param deployer of the step, for example {@code helm}
     * @return the commit; empty when the request names no repository
     * @throws io.jenkins.plugins.delivery.engine.RetryableException when the repository cannot be reached now
     */
    Optional<String> record(String deployer, DeployRequest request, Line line, EngineContext context)
            throws InterruptedException;

    /**
     * Lets a deployment pass.
     *
     * @return what stands there and is newer, for people; the deployment then gives way
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the version is in quarantine, or has not passed the environment
     *     before
     */
    default Optional<String> admit(DeployRequest request, EngineContext context) {
        return Optional.empty();
    }

    /**
     * What going back would mean.
     *
     * @param way the version that is left and the one that is gone back to
     */
    default RollbackOutlook outlook(DeployRequest request, Applied way, EngineContext context) {
        boolean ask = request.rollback() == RollbackMode.ASK;
        return new RollbackOutlook(true, ask, way.from(), way.to(), null, List.of(), List.of(), "");
    }

    /** Whose change it may be that did not work. */
    default Suspects suspects(DeployRequest request, Applied applied, EngineContext context) {
        return Suspects.NONE;
    }

    /**
     * What happened.
     *
     * @param action {@link LedgerAction#DEPLOY}, {@link LedgerAction#ROLLBACK}, {@link LedgerAction#FAIL},
     *     {@link LedgerAction#ROLL_FORWARD} or {@link LedgerAction#KEEP}
     * @param from what ran before, or null
     * @param to what runs now
     * @param revision the deployer's revision that was made, or that was undone
     * @param undoes the ledger's commit of the deployment that is undone or failed, where it is known; or null
     * @param why the reason, or null
     * @param banned the version that is refused from then on; null for none
     */
    record Line(
            LedgerAction action, String from, String to, String revision, String undoes, String why, String banned) {}
}
