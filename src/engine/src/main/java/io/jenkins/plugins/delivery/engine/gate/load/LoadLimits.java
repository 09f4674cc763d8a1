package io.jenkins.plugins.delivery.engine.gate.load;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the samples of one label, or all of them, have to keep to. Its defaults are under {@code e2eGate.jmeter.label}. */
public record LoadLimits(
        @Parameter(help = "The longest response time of 95 in 100 samples.")
        Duration p95,

        @Parameter(help = "The longest response time of 99 in 100 samples.")
        Duration p99,

        @Parameter(help = "The largest share of failed samples, for example 1%.")
        String errorRate,

        @Parameter(help = "The least samples in a time, for example 50/s or 3000/m.")
        String throughput,

        @Parameter(help = "How many samples there must be at least to judge by them.")
        int minSamples)
        implements OperationRequest {

    /** Name of the limits of a label among the defaults. */
    static final String DEFAULTS = "e2eGate.jmeter.label";

    /** @throws InvalidInputException with every problem */
    public LoadLimits {
        List<String> problems = new ArrayList<>();
        positive("p95", p95, problems);
        positive("p99", p99, problems);
        check("errorRate", errorRate, Rates::percent, problems);
        check("throughput", throughput, Rates::perSecond, problems);
        if (minSamples < 1) {
            problems.add("minSamples: " + minSamples + " would judge by nothing; 1 is the least");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The limits", problems);
        }
    }

    private static void positive(String name, Duration limit, List<String> problems) {
        if (limit != null && (limit.isZero() || limit.isNegative())) {
            problems.add(name + ": the limit must be longer than nothing");
        }
    }

    private static void check(String name, String text, Consumer<String> parser, List<String> problems) {
        try {
            if (text != null) {
                parser.accept(text);
            }
        } catch (IllegalArgumentException e) {
            problems.add(name + ": " + e.getMessage());
        }
    }

    /** What is not kept, each as a clause: {@code p95 is 612ms, at most 500ms}. Empty when there are too few samples to say. */
    List<String> broken(LoadFigures figures) {
        List<String> broken = new ArrayList<>();
        slow("p95", figures.millis().p95(), p95, broken);
        slow("p99", figures.millis().p99(), p99, broken);
        if (errorRate != null && figures.errorRate() > Rates.percent(errorRate)) {
            broken.add("errors are " + Rates.text(figures.errorRate()) + "%, at most " + errorRate + " ("
                    + figures.errors() + " of " + figures.samples() + " samples)");
        }
        if (throughput != null && figures.throughput() < Rates.perSecond(throughput)) {
            broken.add("throughput is " + Rates.text(figures.throughput()) + "/s, at least " + throughput);
        }
        return figures.samples() < minSamples ? List.of() : broken;
    }

    private static void slow(String name, long millis, Duration limit, List<String> broken) {
        if (limit != null && millis > limit.toMillis()) {
            broken.add(name + " is " + millis + "ms, at most " + limit.toMillis() + "ms");
        }
    }
}
