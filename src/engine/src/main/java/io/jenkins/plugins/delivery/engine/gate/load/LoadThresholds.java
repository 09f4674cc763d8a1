package io.jenkins.plugins.delivery.engine.gate.load;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a load test has to keep to: the settings of a suite of the kind jmeter. Its defaults are under {@code e2eGate.jmeter} in
 * {@code defaults.yaml}.
 */
public record LoadThresholds(
        @Parameter(help = "The longest response time of 95 in 100 samples.")
        Duration p95,

        @Parameter(help = "The longest response time of 99 in 100 samples.")
        Duration p99,

        @Parameter(help = "The largest share of failed samples, for example 1%.")
        String errorRate,

        @Parameter(help = "The least samples in a time, for example 50/s or 3000/m.")
        String throughput,

        @Parameter(help = "How many samples there must be at least to judge by them.")
        int minSamples,

        @Parameter(help = "The ramp-up: samples that begin so soon after the first one are left out.")
        Duration ignoreFirst,

        @Parameter(
                help =
                        "Limits of single labels: label, or pattern with *, to a map of p95, p99, errorRate, throughput, minSamples.")
        Map<String, Object> labels)
        implements OperationRequest {

    /** Name of these settings among the defaults. */
    static final String DEFAULTS = "e2eGate.jmeter";

    /** @throws InvalidInputException with every problem, those of each label with its path */
    public LoadThresholds {
        List<String> problems = new ArrayList<>();
        try {
            new LoadLimits(p95, p99, errorRate, throughput, minSamples);
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
        if (ignoreFirst != null && ignoreFirst.isNegative()) {
            problems.add("ignoreFirst: a time cannot be negative");
        }
        bindAll(labels, problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The suite", problems);
        }
    }

    /** Those of all samples together. */
    LoadLimits limits() {
        return new LoadLimits(p95, p99, errorRate, throughput, minSamples);
    }

    /** Whether a label has limits of its own. */
    boolean limits(String label) {
        return labels.keySet().stream().anyMatch(pattern -> matches(pattern, label));
    }

    /** Whether a label is the one that is named, or matches it as a pattern in which {@code *} stands for anything. */
    static boolean matches(String pattern, String label) {
        return label.equals(pattern)
                || Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.DOTALL)
                        .matcher(label)
                        .matches();
    }

    /** Those of single labels, by label or pattern. */
    Map<String, LoadLimits> labelLimits() {
        return bindAll(labels, new ArrayList<>());
    }

    private static Map<String, LoadLimits> bindAll(Map<String, Object> labels, List<String> problems) {
        Map<String, LoadLimits> bound = new LinkedHashMap<>();
        labels.forEach((label, given) -> {
            String where = "labels['" + label + "']";
            if (!(given instanceof Map<?, ?> map)) {
                problems.add(where + ": expected a map such as [p95: '500ms'], not '" + given + "'");
                return;
            }
            Map<String, Object> arguments = new LinkedHashMap<>();
            map.forEach((key, value) -> arguments.put(String.valueOf(key), value));
            try {
                bound.put(label, RequestBinder.bind(LoadLimits.DEFAULTS, LoadLimits.class, arguments));
            } catch (InvalidInputException e) {
                e.problems().forEach(problem -> problems.add(where + "." + problem));
            }
        });
        return bound;
    }
}
