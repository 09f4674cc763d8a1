package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One query and what its answers must be. Written in a Jenkinsfile as one map of {@code metrics}, together with its {@link Limits}.
 *
 * <p>With {@code success} alone everything else fails; with {@code failure} alone everything else succeeds; with both, what is neither
 * is inconclusive.
 */
record WatchedMetric(
        @Parameter(help = "What the metric is called in messages.", required = true)
        String name,

        @Parameter(
                help = "The PromQL expression, with the placeholders ${env}, ${service}, ${version} and ${interval}.",
                required = true)
        String query,

        @Parameter(help = "The condition of a good measurement, for example 'value < 0.01'.")
        String success,

        @Parameter(help = "The condition of a bad measurement.")
        String failure,

        @Parameter(
                help =
                        "What to compare with: a map with offset or before, and maxIncrease, maxDecrease or maxDifference.")
        Map<String, Object> baseline,

        @Parameter(help = "What a measurement without data is: inconclusive, fail or pass; as the step's if absent.")
        OnNoData onNoData)
        implements OperationRequest {

    private static final String DEFAULTS = "metricsWatch.metric";
    private static final int LONGEST_QUERY = 8000;

    WatchedMetric {
        List<String> problems = new ArrayList<>();
        if (query.length() > LONGEST_QUERY) {
            problems.add("query: has " + query.length() + " characters, at most " + LONGEST_QUERY + " are sent");
        }
        Optional<Baseline> compared = compared(baseline, problems);
        Optional<Condition> good = parsed("success", success, problems);
        Optional<Condition> bad = parsed("failure", failure, problems);
        boolean byCondition = success != null || failure != null;
        boolean wanted = good.filter(Condition::needsBaseline).isPresent()
                || bad.filter(Condition::needsBaseline).isPresent();
        if (wanted && baseline.isEmpty()) {
            problems.add("baseline: a condition names it, but there is none; add for example [offset: '1h']");
        }
        if (!byCondition && baseline.isEmpty()) {
            problems.add(
                    "success: there is no condition; write for example 'value < 0.01', or give failure or baseline");
        }
        if (compared.filter(b -> !b.limits() && !wanted).isPresent()) {
            problems.add("baseline: nothing is compared with it; add maxIncrease, maxDecrease or maxDifference");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The metric", problems);
        }
        baseline = Map.copyOf(baseline);
    }

    /** Binds what of a map is no limit. @throws InvalidInputException with every problem */
    static WatchedMetric bind(Map<String, ?> map) {
        Map<String, Object> own = new LinkedHashMap<>(map);
        own.keySet().removeAll(Limits.KEYS);
        return RequestBinder.bind(DEFAULTS, WatchedMetric.class, own);
    }

    private static Optional<Baseline> compared(Map<String, Object> map, List<String> problems) {
        try {
            return map.isEmpty() ? Optional.empty() : Optional.of(Baseline.bind(map));
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add("baseline: " + problem));
            return Optional.empty();
        }
    }

    private static Optional<Condition> parsed(String name, String text, List<String> problems) {
        try {
            return Optional.ofNullable(text).map(Condition::parse);
        } catch (IllegalArgumentException e) {
            problems.add(name + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
