package io.jenkins.plugins.delivery.engine.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sum of JUnit reports.
 *
 * @param total test cases
 * @param failed with a failed assertion
 * @param errors ended by an unexpected exception
 * @param skipped not run
 * @param flaky passed only after a rerun; counted as passed
 * @param failures the failed and errored ones, the first {@value #MOST_FAILURES} of them
 */
public record JUnitResults(int total, int failed, int errors, int skipped, int flaky, List<TestFailure> failures) {

    /** How many failures are kept one by one; the numbers count all of them. */
    static final int MOST_FAILURES = 50;

    static final JUnitResults NONE = new JUnitResults(0, 0, 0, 0, 0, List.of());

    /** Tests that really ran. */
    public int ran() {
        return total - skipped;
    }

    /** The sum of both. */
    JUnitResults plus(JUnitResults other) {
        return new JUnitResults(
                total + other.total,
                failed + other.failed,
                errors + other.errors,
                skipped + other.skipped,
                flaky + other.flaky,
                java.util.stream.Stream.concat(failures.stream(), other.failures.stream())
                        .limit(MOST_FAILURES)
                        .toList());
    }

    /** As in the result of {@code e2eGate}. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("total", total);
        map.put("failed", failed);
        map.put("errors", errors);
        map.put("skipped", skipped);
        map.put("flaky", flaky);
        return map;
    }
}
