package io.jenkins.plugins.delivery.engine.gate.coverage;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one report tells.
 *
 * @param file relative to the work directory
 * @param format for people
 * @param counts what its format counts and what it found of that
 */
record CoverageReport(String file, String format, Map<CoverageMetric, Coverage> counts) {

    CoverageReport {
        counts = Map.copyOf(counts);
    }

    /** The sum of several reports; what only some of them count is left out, because it would say nothing about the others. */
    static Map<CoverageMetric, Coverage> sum(Collection<CoverageReport> reports) {
        Map<CoverageMetric, Coverage> sum = new EnumMap<>(CoverageMetric.class);
        for (CoverageMetric metric : CoverageMetric.values()) {
            if (reports.stream().allMatch(report -> report.counts().containsKey(metric))) {
                Coverage all = reports.stream()
                        .map(report -> report.counts().get(metric))
                        .reduce(Coverage.NONE, Coverage::plus);
                sum.put(metric, all);
            }
        }
        return sum;
    }
}
