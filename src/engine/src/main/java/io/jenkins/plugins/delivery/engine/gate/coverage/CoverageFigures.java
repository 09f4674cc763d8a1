package io.jenkins.plugins.delivery.engine.gate.coverage;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The figures of one decision.
 *
 * @param metric what was counted
 * @param coverage of the checkout
 * @param minimum in percent; null when none was asked for
 * @param branch that a pull request is compared with; null when it is not compared
 * @param earlier what the branch, or the commit before, had; empty when nothing is known of it
 * @param reports how many reports were read
 */
public record CoverageFigures(
        CoverageMetric metric,
        Coverage coverage,
        BigDecimal minimum,
        String branch,
        Optional<Earlier> earlier,
        int reports) {

    /**
     * An earlier number.
     *
     * @param commit that had it
     * @param coverage of the same metric
     */
    public record Earlier(String commit, Coverage coverage) {}

    /** Percentage points against the earlier number; negative when it fell. */
    Optional<BigDecimal> change() {
        return earlier.map(
                before -> coverage.percent().subtract(before.coverage().percent()));
    }
}
