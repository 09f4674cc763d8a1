package io.jenkins.plugins.delivery.engine.gate.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One metric with its conditions understood: decides what a measurement of it came to. Pure. */
final class MetricJudge {

    private final WatchedMetric metric;
    private final OnNoData onNoData;
    private final Optional<Condition> good;
    private final Optional<Condition> bad;
    private final Optional<Baseline> comparison;

    /** @param onNoData the step's, for a metric that does not say */
    MetricJudge(WatchedMetric metric, OnNoData onNoData) {
        this.metric = metric;
        this.onNoData = metric.onNoData() == null ? onNoData : metric.onNoData();
        this.good = Optional.ofNullable(metric.success()).map(Condition::parse);
        this.bad = Optional.ofNullable(metric.failure()).map(Condition::parse);
        this.comparison =
                metric.baseline().isEmpty() ? Optional.empty() : Optional.of(Baseline.bind(metric.baseline()));
    }

    String name() {
        return metric.name();
    }

    /** With its placeholders. */
    String query() {
        return metric.query();
    }

    Optional<Baseline> comparison() {
        return comparison;
    }

    /** Whether its answers must be a single series. */
    boolean needsOne() {
        return good.filter(Condition::needsOne).isPresent()
                || bad.filter(Condition::needsOne).isPresent()
                || comparison.filter(Baseline::limits).isPresent();
    }

    /** What is expected of it, in one clause. */
    String expectation() {
        List<String> parts = new ArrayList<>();
        good.map(Condition::toString).ifPresent(parts::add);
        bad.map(condition -> "not " + condition).ifPresent(parts::add);
        comparison.filter(Baseline::limits).map(Baseline::words).ifPresent(parts::add);
        return String.join(", ", parts);
    }

    /**
     * @param values what the query answered, NaN among it
     * @param baseline what it answered for the baseline; ignored without one
     */
    Measurement judge(Instant at, List<Double> values, List<Double> baseline) {
        List<Double> numbers = numbers(values);
        if (numbers.isEmpty()) {
            String nothing = values.isEmpty() ? "had no data" : "had no number (NaN: nothing happened to measure)";
            return Measurement.without(at, outcome(onNoData), nothing);
        }
        if (numbers.size() > 1 && needsOne()) {
            return Measurement.without(
                    at,
                    Outcome.ERRORED,
                    "has " + numbers.size()
                            + " series where 'value' means one; aggregate the query, for example with sum(…),"
                            + " or compare max(values)");
        }
        if (comparison.isEmpty()) {
            return decide(at, new Reading(numbers, OptionalDouble.empty()));
        }
        List<Double> compared = numbers(baseline);
        if (compared.size() > 1) {
            return Measurement.without(
                    at, Outcome.ERRORED, "has " + compared.size() + " series as baseline, where one is needed");
        }
        if (compared.isEmpty()) {
            return withoutBaseline(at, new Reading(numbers, OptionalDouble.empty()));
        }
        return decide(at, new Reading(numbers, OptionalDouble.of(compared.get(0))));
    }

    /** What needs no baseline can still fail. */
    private Measurement withoutBaseline(Instant at, Reading reading) {
        Measurement rest = decide(at, reading);
        OnNoData policy = comparison.map(Baseline::onNoData).orElse(onNoData);
        return rest.outcome() == Outcome.SUCCESSFUL
                ? new Measurement(
                        at,
                        outcome(policy),
                        rest.text() + ", but " + comparison.orElseThrow().absence(),
                        rest.value(),
                        null)
                : rest;
    }

    private Measurement decide(Instant at, Reading reading) {
        try {
            return measured(at, reading, breach(reading));
        } catch (Condition.Undecidable e) {
            return measured(at, reading, Optional.of(new Breach(Outcome.INCONCLUSIVE, e.getMessage())));
        }
    }

    /** Why a reading is not good. */
    private record Breach(Outcome outcome, String expected) {}

    private static Measurement measured(Instant at, Reading reading, Optional<Breach> breach) {
        String seen = "was " + Numbers.text(reading.values());
        Double baseline = reading.baseline().isPresent() ? reading.baseline().getAsDouble() : null;
        Outcome outcome = breach.map(Breach::outcome).orElse(Outcome.SUCCESSFUL);
        String text = seen + breach.map(b -> ", " + b.expected()).orElse("");
        return new Measurement(at, outcome, text, reading.value(), baseline);
    }

    private Optional<Breach> breach(Reading reading) throws Condition.Undecidable {
        Optional<Condition> refused = bad.filter(condition -> decidable(condition, reading));
        if (refused.isPresent() && refused.get().holds(reading)) {
            return failed("expected not " + refused.get());
        }
        Optional<String> away = away(reading);
        if (away.isPresent()) {
            return failed("expected " + away.get());
        }
        Optional<Condition> wanted = good.filter(condition -> decidable(condition, reading));
        if (wanted.isEmpty() || wanted.get().holds(reading)) {
            return Optional.empty();
        }
        return refused.isEmpty()
                ? failed("expected " + wanted.get())
                : Optional.of(new Breach(Outcome.INCONCLUSIVE, "neither " + wanted.get() + " nor " + refused.get()));
    }

    private static boolean decidable(Condition condition, Reading reading) {
        return reading.baseline().isPresent() || !condition.needsBaseline();
    }

    private Optional<String> away(Reading reading) {
        if (reading.baseline().isEmpty()) {
            return Optional.empty();
        }
        double baseline = reading.baseline().getAsDouble();
        return comparison.filter(Baseline::limits).flatMap(limits -> limits.breach(reading.value(), baseline));
    }

    private static Optional<Breach> failed(String expected) {
        return Optional.of(new Breach(Outcome.FAILED, expected));
    }

    private static List<Double> numbers(List<Double> values) {
        return values.stream().filter(value -> !Double.isNaN(value)).toList();
    }

    private static Outcome outcome(OnNoData policy) {
        return switch (policy) {
            case INCONCLUSIVE -> Outcome.INCONCLUSIVE;
            case FAIL -> Outcome.FAILED;
            case PASS -> Outcome.SUCCESSFUL;
        };
    }
}
