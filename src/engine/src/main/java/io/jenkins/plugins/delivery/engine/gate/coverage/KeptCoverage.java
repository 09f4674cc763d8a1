package io.jenkins.plugins.delivery.engine.gate.coverage;

import java.util.Map;

/**
 * The number that an earlier build kept.
 *
 * @param commit that it belongs to
 * @param counts what was counted there
 */
public record KeptCoverage(String commit, Map<CoverageMetric, Coverage> counts) {

    public KeptCoverage {
        counts = Map.copyOf(counts);
    }
}
