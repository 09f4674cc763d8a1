package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The questions before the first measurement: what the source's clock shows, whether it understands each query, and what it says of
 * the time before the release. One of them at a time; a query that is none ends the watch before it begins. The clock is asked again
 * whenever the time that passed here makes no sense.
 */
final class WatchPreflight {

    private static final Duration NOTABLE_SKEW = Duration.ofSeconds(30);

    private final MetricsWatchRequest request;
    private final List<WatchItem> items;
    private final MetricSource source;

    WatchPreflight(WatchPlan plan, MetricSource source) {
        this.request = plan.request();
        this.items = plan.metrics();
        this.source = source;
    }

    /** Whether something is to be asked. */
    static boolean due(WatchState state, WatchPlan plan) {
        int metrics = plan.metrics().size();
        return metrics > 0 && (state.unsure() || state.checked() <= metrics);
    }

    /**
     * Asks the next question.
     *
     * @throws InvalidInputException after the last question, with every query that is none
     */
    WatchState ask(WatchState state, EngineContext context) throws InterruptedException {
        int question = state.checked();
        if (question > 0 && state.unsure()) {
            return clock(state, context).with("unanswered", 0).with("said", "");
        }
        WatchState answered = question == 0 ? clock(state, context) : query(state, question - 1, context);
        WatchState next =
                answered.with("checked", question + 1).with("unanswered", 0).with("said", "");
        if (question == items.size() && !next.problems().isEmpty()) {
            throw new InvalidInputException("metricsWatch", next.problems());
        }
        return next;
    }

    private WatchState clock(WatchState state, EngineContext context) throws InterruptedException {
        Duration skew = Duration.between(context.clock().instant(), source.now());
        if (skew.abs().compareTo(NOTABLE_SKEW) > 0) {
            context.log()
                    .warn("The clock of " + request.prometheus() + " is " + Durations.text(skew.abs())
                            + (skew.isNegative() ? " behind" : " ahead of")
                            + " the one here. Its own counts for what it is asked.");
        }
        return state.withSkew(skew);
    }

    private WatchState query(WatchState state, int index, EngineContext context) throws InterruptedException {
        MetricJudge metric = items.get(index).metric().orElseThrow();
        String query = request.names().query(metric.query());
        String place = "metrics[" + index + "] (" + metric.name() + "): ";
        try {
            List<Double> values = source.query(query, Optional.empty()).values();
            QueryWindow.longest(query)
                    .filter(window -> window.compareTo(request.span()) > 0)
                    .ifPresent(window -> context.log()
                            .warn(metric.name() + " looks back " + Durations.text(window)
                                    + ", which is longer than the watch with its initial delay ("
                                    + Durations.text(request.span())
                                    + "): all of its measurements tell of the version before as well."));
            long series = values.stream().filter(value -> !value.isNaN()).count();
            if (series > 1 && metric.needsOne()) {
                return refused(
                        state,
                        place + "the query has " + series + " series where 'value' means one; aggregate it, for"
                                + " example with sum(…), or compare max(values)");
            }
            Optional<Baseline> before = metric.comparison().filter(baseline -> baseline.before() != null);
            return before.isEmpty() ? state : baseline(state, metric, query, before.get());
        } catch (MetricSource.BadQuery e) {
            return refused(state, place + "Prometheus refuses the query '" + query + "': " + e.getMessage());
        }
    }

    private WatchState baseline(WatchState state, MetricJudge metric, String query, Baseline baseline)
            throws MetricSource.BadQuery, InterruptedException {
        Instant released = request.releasedAt().orElse(state.ticket().startedAt());
        Instant then = released.minus(baseline.before()).plus(state.skew());
        return state.withBaseline(
                metric.name(), source.query(query, Optional.of(then)).values());
    }

    private static WatchState refused(WatchState state, String problem) {
        List<String> all = new ArrayList<>(state.problems());
        all.add(problem);
        return state.with("problems", all);
    }
}
