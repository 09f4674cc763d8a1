package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import java.util.Optional;

/** Where deployments are written down: a commit without a file in the GitOps repository, with the trailers of a promotion. */
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
     * What happened.
     *
     * @param action {@link LedgerAction#DEPLOY}, {@link LedgerAction#ROLLBACK} or {@link LedgerAction#FAIL}
     * @param from what ran before, or null
     * @param to what runs now
     * @param revision the deployer's revision that was made, or that was undone
     * @param undoes the ledger's commit of the deployment that is undone or failed, where it is known; or null
     * @param why the reason, or null
     */
    record Line(LedgerAction action, String from, String to, String revision, String undoes, String why) {}
}
