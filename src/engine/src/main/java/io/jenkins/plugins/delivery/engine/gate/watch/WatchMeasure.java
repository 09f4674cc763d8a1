package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.gate.CheckOutcome;
import io.jenkins.plugins.delivery.engine.gate.CheckRunner;
import io.jenkins.plugins.delivery.engine.gate.UrlCheck;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes one measurement. */
final class WatchMeasure {

    private final WatchPlan plan;
    private final Supplier<MetricSource> source;
    private final EngineContext context;

    WatchMeasure(WatchPlan plan, Supplier<MetricSource> source, EngineContext context) {
        this.plan = plan;
        this.source = source;
        this.context = context;
    }

    /** Measures now, or for the moment of the round when that has passed while nobody was there. */
    Measurement take(WatchItem item, WatchState state) throws InterruptedException {
        Instant now = context.clock().instant();
        boolean late = state.late(plan.request().interval(), now);
        Instant at = late ? state.due() : now;
        if (item.metric().isPresent()) {
            return metric(item.metric().get(), state, at, late);
        }
        return late ? Measurement.without(at, Outcome.MISSED, "was not asked then") : probe(state, at);
    }

    private Measurement metric(MetricJudge metric, WatchState state, Instant at, boolean late)
            throws InterruptedException {
        String query = plan.request().names().query(metric.query());
        try {
            Instant then = at.plus(state.skew());
            MetricSource.Answer answer = source.get().query(query, late ? Optional.of(then) : Optional.empty());
            if (late && answer.values().isEmpty()) {
                // Whether there was nothing to measure, or the source was away as well, cannot be told any more.
                return Measurement.without(at, Outcome.MISSED, "had no data for that time");
            }
            answer.warnings().forEach(warning -> context.log().warn(metric.name() + ": Prometheus warns: " + warning));
            return metric.judge(at, answer.values(), baseline(metric, query, state, then));
        } catch (MetricSource.BadQuery | DeliveryException e) {
            return Measurement.without(at, Outcome.ERRORED, "could not be asked: " + e.getMessage());
        }
    }

    private List<Double> baseline(MetricJudge metric, String query, WatchState state, Instant then)
            throws MetricSource.BadQuery, InterruptedException {
        Optional<Baseline> baseline = metric.comparison();
        if (baseline.isEmpty() || baseline.get().offset() == null) {
            return state.baseline(metric.name());
        }
        return source.get()
                .query(query, Optional.of(then.minus(baseline.get().offset())))
                .values();
    }

    /** Silence of what has answered before is a failure of it; of what never did, it says nothing about the release. */
    private Measurement probe(WatchState state, Instant at) throws InterruptedException {
        Optional<UrlCheck> check = plan.check();
        String url = plan.request().url();
        CheckOutcome seen = check.isPresent() ? CheckRunner.run(url, check.get(), context) : CheckRunner.alive(url);
        Outcome outcome =
                switch (seen.verdict()) {
                    case PASSED -> Outcome.SUCCESSFUL;
                    case FAILED -> Outcome.FAILED;
                    default -> state.answered() ? Outcome.FAILED : Outcome.ERRORED;
                };
        String text = outcome == Outcome.SUCCESSFUL
                ? seen.actual()
                : "expected " + seen.expected() + ", but " + seen.actual();
        double seconds = seen.took().toMillis() / 1000.0;
        return new Measurement(at, outcome, text, outcome == Outcome.ERRORED ? null : (Double) seconds, null);
    }
}
