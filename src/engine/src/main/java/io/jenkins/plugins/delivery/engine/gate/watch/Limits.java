package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many measurements of one kind a watch bears. Part of each map of {@code metrics} and of {@code probe}; the defaults are under
 * {@code metricsWatch.limits} in {@code defaults.yaml}.
 */
record Limits(
        @Parameter(help = "How many measurements may fail; one more fails the watch.")
        int failureLimit,

        @Parameter(help = "How many measurements may have nothing to measure; one more leaves the watch undecided.")
        int inconclusiveLimit,

        @Parameter(
                help =
                        "How many measurements in a row may find nobody who answers; one more leaves the watch undecided.")
        int errorLimit,

        @Parameter(help = "So many successes in a row end the watch of this metric early; 0: it is watched to the end.")
        int consecutiveSuccesses)
        implements OperationRequest {

    static final List<String> KEYS = List.of("failureLimit", "inconclusiveLimit", "errorLimit", "consecutiveSuccesses");

    private static final String DEFAULTS = "metricsWatch.limits";

    Limits {
        List<String> problems = new ArrayList<>();
        negative("failureLimit", failureLimit, problems);
        negative("inconclusiveLimit", inconclusiveLimit, problems);
        negative("errorLimit", errorLimit, problems);
        negative("consecutiveSuccesses", consecutiveSuccesses, problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The limits", problems);
        }
    }

    private static void negative(String name, int value, List<String> problems) {
        if (value < 0) {
            problems.add(name + ": " + value + " is negative");
        }
    }

    /** Binds those keys of a map that are limits. @throws InvalidInputException with every problem */
    static Limits bind(Map<String, ?> map) {
        Map<String, Object> own = new LinkedHashMap<>(map);
        own.keySet().retainAll(KEYS);
        return RequestBinder.bind(DEFAULTS, Limits.class, own);
    }

    /**
     * The same for a watch of so many measurements: where nobody said how many may fail, they are never all of them.
     *
     * @throws InvalidInputException with every problem
     */
    static Limits bind(Map<String, ?> map, int rounds) {
        Limits bound = bind(map);
        return map.get("failureLimit") != null
                ? bound
                : new Limits(
                        Math.min(bound.failureLimit, rounds - 1),
                        bound.inconclusiveLimit,
                        bound.errorLimit,
                        bound.consecutiveSuccesses);
    }

    /** Why so many measurements cannot be judged by these limits; empty when they can. */
    List<String> problems(int count) {
        List<String> problems = new ArrayList<>();
        if (failureLimit >= count) {
            problems.add("failureLimit: more than " + WatchWords.plural(failureLimit, "failure") + " cannot be seen in "
                    + WatchWords.plural(count, "measurement"));
        }
        if (consecutiveSuccesses > count) {
            problems.add("consecutiveSuccesses: " + consecutiveSuccesses + " in a row are more than the " + count
                    + " measurements of the watch");
        }
        return problems;
    }
}
