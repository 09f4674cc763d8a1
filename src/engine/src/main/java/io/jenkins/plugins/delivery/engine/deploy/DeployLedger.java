package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.Optional;

/** Where deployments are written down: a commit without a file in the GitOps repository, with the trailers of a promotion. */
@FunctionalInterface
public interface DeployLedger {

    /**
     * Writes one line, once for each run however often it is called.
     *
     * @return the commit; empty when the request names no repository
     * @throws io.jenkins.plugins.delivery.engine.RetryableException when the repository cannot be reached now
     */
    Optional<String> record(DeployRequest request, Line line, EngineContext context) throws InterruptedException;

    /**
     * What happened.
     *
     * @param from what ran before, or null
     * @param to what runs now
     * @param restored whether this is a way back
     * @param revision the deployer's revision that was made, or that was undone
     * @param why the reason of a way back, or null
     */
    record Line(String from, String to, boolean restored, String revision, String why) {}
}
