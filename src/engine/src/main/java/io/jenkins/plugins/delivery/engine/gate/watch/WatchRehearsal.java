package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.util.List;
import java.util.Optional;

/** The dry run of a watch: tries every query once and says what it would be taken for now. Decides nothing and asks no environment. */
final class WatchRehearsal {

    private final MetricsWatchRequest request;
    private final WatchPlan plan;
    private final EngineContext context;

    WatchRehearsal(WatchPlan plan, EngineContext context) {
        this.request = plan.request();
        this.plan = plan;
        this.context = context;
    }

    /**
     * @param sources opens where the metrics come from
     * @throws InvalidInputException with every query that is none
     */
    MetricsWatchResult run(WatchState begun, MetricSource.Opener sources) throws InterruptedException {
        List<String> names = plan.items().stream().map(WatchItem::name).toList();
        context.log()
                .info("Dry run: would watch " + request.what() + " by " + request.rounds() + " measurements of " + names
                        + ".");
        if (!plan.metrics().isEmpty()) {
            try {
                ask(begun, sources.open(request.access(context)));
            } catch (RetryableException | TerminalException e) {
                context.log().warn("Dry run: no query could be tried. " + e.getMessage());
            }
        }
        MetricsWatchResult nothing =
                new WatchDecision(begun, plan, begun.ticket().startedAt()).decide(Optional.of("this is a dry run"));
        return new MetricsWatchResult(
                GateVerdict.ERRORED,
                "dry run: nothing was decided",
                nothing.what(),
                nothing.table(),
                nothing.url(),
                nothing.from(),
                nothing.to());
    }

    private void ask(WatchState begun, MetricSource source) throws InterruptedException {
        WatchState state = begun;
        WatchPreflight preflight = new WatchPreflight(plan, source);
        while (WatchPreflight.due(state, plan)) {
            state = preflight.ask(state, context);
        }
        WatchMeasure measure = new WatchMeasure(plan, () -> source, context);
        for (WatchItem item : plan.metrics()) {
            Measurement seen = measure.take(item, state);
            context.log().info("Dry run: " + item.name() + " " + seen.text() + " (" + Tally.key(seen.outcome()) + ")");
        }
    }
}
