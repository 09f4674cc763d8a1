package io.jenkins.plugins.delivery.engine.gate.coverage;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.Map;
import java.util.Optional;

/** The numbers of earlier commits, beside the history of the repository that is checked out. */
public interface CoverageNumbers extends AutoCloseable {

    /** Opens them for the checkout of a run. */
    @FunctionalInterface
    interface Connector {
        CoverageNumbers open(CoverageGateRequest request, EngineContext context);
    }

    /** The number of the nearest first-parent ancestor of where the checkout left the branch; empty when none there has one. */
    Optional<KeptCoverage> ofBranch(String branch) throws InterruptedException;

    /** The number of the nearest first-parent ancestor of the checkout. */
    Optional<KeptCoverage> before() throws InterruptedException;

    /** Keeps the number of the commit that is checked out; one that stands there is replaced. */
    void keep(Map<CoverageMetric, Coverage> counts) throws InterruptedException;

    @Override
    void close();
}
