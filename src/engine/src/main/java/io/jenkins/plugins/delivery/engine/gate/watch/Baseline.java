package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a metric is compared with: the same query at another time. Written as the map {@code baseline} of a metric.
 *
 * <p>A relative and an absolute limit together are breached only when both are: a small number that doubles is no breach by itself.
 */
record Baseline(
        @Parameter(help = "Compares each measurement with the same query this long before it.")
        Duration offset,

        @Parameter(help = "Compares with the same query this long before the release began; the number does not move.")
        Duration before,

        @Parameter(help = "By how much the value may be above the baseline, for example '20%'.")
        String maxIncrease,

        @Parameter(help = "By how much the value may be below the baseline, for example '50%'.")
        String maxDecrease,

        @Parameter(help = "By how much the value may differ from the baseline, in the metric's own unit.")
        Double maxDifference,

        @Parameter(
                help =
                        "What a measurement is when there is no baseline: inconclusive, fail or pass; as the metric's if absent.")
        OnNoData onNoData)
        implements OperationRequest {

    private static final String DEFAULTS = "metricsWatch.baseline";

    Baseline {
        List<String> problems = new ArrayList<>();
        if ((offset == null) == (before == null)) {
            problems.add("needs either offset or before, for example [before: '10m', maxIncrease: '20%']");
        }
        for (Duration back : new Duration[] {offset, before}) {
            if (back != null && (back.isZero() || back.isNegative())) {
                problems.add((back == offset ? "offset" : "before") + ": the baseline must lie in the past");
            }
        }
        percent("maxIncrease", maxIncrease, problems);
        percent("maxDecrease", maxDecrease, problems);
        if (maxDifference != null && !(maxDifference >= 0 && maxDifference < Double.POSITIVE_INFINITY)) {
            problems.add("maxDifference: " + maxDifference + " is no distance");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The baseline", problems);
        }
    }

    /** @throws InvalidInputException with every problem */
    static Baseline bind(Map<String, Object> map) {
        return RequestBinder.bind(DEFAULTS, Baseline.class, map);
    }

    /** Whether it decides by itself, and not only through a condition that names it. */
    boolean limits() {
        return maxIncrease != null || maxDecrease != null || maxDifference != null;
    }

    /** What the value breaks, as a clause that continues "expected"; empty when it is near enough. */
    Optional<String> breach(double value, double baseline) {
        double difference = value - baseline;
        boolean up = difference > 0;
        String relative = up ? maxIncrease : maxDecrease;
        boolean bothWays = maxIncrease == null && maxDecrease == null;
        if (relative == null && !bothWays) {
            return Optional.empty();
        }
        // Not by division: a baseline of zero allows no relative change.
        boolean far = relative == null || Math.abs(difference) > Math.abs(baseline) * fraction(relative);
        boolean distant = maxDifference == null || Math.abs(difference) > maxDifference;
        return far && distant && limits() ? Optional.of(expectation(up, baseline)) : Optional.empty();
    }

    /** What is expected, before there is a number: {@code at most 20% above what it was 1h before}. */
    String words() {
        List<String> limits = new ArrayList<>();
        if (maxIncrease != null) {
            limits.add("at most " + maxIncrease.strip() + " above");
        }
        if (maxDecrease != null) {
            limits.add("at most " + maxDecrease.strip() + " below");
        }
        if (maxDifference != null) {
            limits.add((limits.isEmpty() ? "at most " : "or by ") + Numbers.text(maxDifference) + " off");
        }
        String then =
                offset == null ? Durations.text(before) + " before the release" : Durations.text(offset) + " before";
        return String.join(", ", limits) + " what it was " + then;
    }

    /** What it means that there is no number to compare with, as a clause. */
    String absence() {
        String then =
                offset == null ? Durations.text(before) + " before the release" : Durations.text(offset) + " before";
        return "had no data " + then
                + " to compare with (a first deployment has none; onNoData of the baseline says what" + " that is)";
    }

    private String expectation(boolean up, double baseline) {
        String relative = up ? maxIncrease : maxDecrease;
        String most = relative == null ? "" : relative.strip();
        String distance = maxDifference == null ? "" : Numbers.text(maxDifference);
        String both = most + (most.isEmpty() || distance.isEmpty() ? "" : " or ") + distance;
        return "at most " + both + (up ? " above " : " below ") + "the baseline of " + Numbers.text(baseline);
    }

    private static void percent(String name, String text, List<String> problems) {
        if (text != null && !text.strip().matches("\\d{1,6}(\\.\\d{1,6})?\\s*%")) {
            problems.add(name + ": '" + text + "' is no percentage; write for example '20%'");
        }
    }

    private static double fraction(String percent) {
        return Double.parseDouble(percent.replace("%", "").strip()) / 100;
    }
}
