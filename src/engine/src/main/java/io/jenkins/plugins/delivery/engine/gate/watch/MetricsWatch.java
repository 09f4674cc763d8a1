package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.gate.GateResult;
import io.jenkins.plugins.delivery.engine.gate.OnFail;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches a release for a while: asks queries and an address in rounds, counts what the answers come to, and decides by the counts. It
 * fails as soon as one metric fails too often; it passes only on enough measurements of every metric, of which the last is good.
 *
 * <p>An outage of the metrics' source is counted apart and never makes a watch pass. Rounds that fell into a time in which nobody
 * looked (a restart of Jenkins) are asked for afterwards. The watch only reads, so an abort leaves nothing behind.
 */
public final class MetricsWatch implements WaitingOperation<MetricsWatchRequest, MetricsWatchResult> {

    private static final Duration PREFLIGHT_PAUSE = Duration.ofSeconds(15);

    private final MetricSource.Opener sources;

    public MetricsWatch() {
        this(PrometheusSource::open);
    }

    MetricsWatch(MetricSource.Opener sources) {
        this.sources = sources;
    }

    @Override
    public Ticket start(MetricsWatchRequest request, EngineContext context) {
        Instant now = context.clock().instant();
        WatchState state = WatchState.begin(WatchPlan.of(request), now);
        if (!context.dryRun()) {
            Instant end = state.due().plus(request.interval().multipliedBy(request.rounds() - 1L));
            String link = WatchWords.link(request, now, end).map(l -> " " + l).orElse("");
            context.log().info("Watching " + request.what() + " until " + WatchWords.clock(end) + "." + link);
        }
        return state.ticket();
    }

    @Override
    public String endpoint(Ticket ticket) {
        MetricsWatchRequest request = new WatchState(ticket).request();
        return "metricsWatch of " + (request.prometheus() == null ? request.url() : request.prometheus());
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        return "The watch of " + new WatchState(ticket).request().what()
                + " only reads, so there is nothing to undo; nothing was decided about the release.";
    }

    @Override
    public Progress<MetricsWatchResult> poll(Ticket ticket, EngineContext context) throws InterruptedException {
        Instant now = context.clock().instant();
        WatchState saved = new WatchState(ticket);
        WatchPlan plan = WatchPlan.of(saved.request());
        WatchState state = saved.awake(now, plan.request().interval());
        if (context.dryRun()) {
            return Progress.done(new WatchRehearsal(plan, context).run(state, sources));
        }
        if (!now.isBefore(state.ticket().deadline())) {
            String over = "its time was over before there were enough measurements";
            return conclude(state, plan, Optional.of(over), context);
        }
        if (WatchPreflight.due(state, plan)) {
            return preflight(state, plan, context);
        }
        Duration early = Duration.between(now, state.due());
        if (!early.isNegative() && !early.isZero()) {
            return sleep(state, plan, state.due(), context);
        }
        return measure(state, plan, context);
    }

    private Progress<MetricsWatchResult> preflight(WatchState state, WatchPlan plan, EngineContext context)
            throws InterruptedException {
        try {
            WatchState next = new WatchPreflight(plan, source(plan.request(), context)).ask(state, context);
            return sleep(next, plan, context.clock().instant(), context);
        } catch (RetryableException e) {
            int tries = state.unanswered() + 1;
            if (tries > plan.items().get(0).limits().errorLimit()) {
                return conclude(state, plan, Optional.of(e.getMessage()), context);
            }
            Duration interval = plan.request().interval();
            Duration usual = interval.compareTo(PREFLIGHT_PAUSE) < 0 ? interval : PREFLIGHT_PAUSE;
            Duration pause =
                    e.retryAfter().filter(asked -> asked.compareTo(usual) > 0).orElse(usual);
            WatchState next = state.with("unanswered", tries).with("said", e.getMessage());
            return sleep(next, plan, context.clock().instant().plus(pause), context);
        } catch (InvalidInputException e) {
            // Refused before the watch begins; but where somebody goes on by the verdict, the release is there already.
            if (plan.request().onFail() == OnFail.FAIL) {
                throw e;
            }
            return conclude(state, plan, Optional.of(String.join("; ", e.problems())), context);
        } catch (TerminalException e) {
            return conclude(state, plan, Optional.of(e.getMessage()), context);
        }
    }

    private MetricSource source(MetricsWatchRequest request, EngineContext context) {
        return sources.open(request.access(context));
    }

    /** Takes the next measurement of the round, and closes the round after the last. */
    private Progress<MetricsWatchResult> measure(WatchState state, WatchPlan plan, EngineContext context)
            throws InterruptedException {
        WatchRound round = new WatchRound(state, plan);
        int index = state.round().size();
        WatchItem item = plan.items().get(index);
        WatchState next = state.inRound("");
        if (!round.decided(index)) {
            WatchMeasure measure = new WatchMeasure(plan, () -> source(plan.request(), context), context);
            Measurement seen = measure.take(item, state);
            next = round.with(index, seen);
            tell(item, seen, next.tallies().get(index), context);
        }
        WatchRound after = new WatchRound(next, plan);
        if (after.over()) {
            return conclude(next, plan, Optional.empty(), context);
        }
        if (next.round().size() < plan.items().size()) {
            return sleep(next, plan, context.clock().instant(), context);
        }
        WatchState closed = after.closed(context.clock().instant());
        return sleep(closed, plan, closed.due(), context);
    }

    private static void tell(WatchItem item, Measurement seen, Tally tally, EngineContext context) {
        int count = tally.count(seen.outcome());
        String what = item.name() + " " + seen.text();
        switch (seen.outcome()) {
            case FAILED ->
                context.log()
                        .warn(what + " (failed " + count + ", allowed "
                                + item.limits().failureLimit() + ")");
            case INCONCLUSIVE ->
                context.log()
                        .warn(what + " (undecided " + count + ", allowed "
                                + item.limits().inconclusiveLimit() + ")");
            case ERRORED -> context.log().warn(what);
            default -> {}
        }
    }

    private static Progress<MetricsWatchResult> sleep(
            WatchState state, WatchPlan plan, Instant until, EngineContext context) {
        Instant now = context.clock().instant();
        Duration pause = Duration.between(now, until);
        Duration next = pause.isNegative() ? Duration.ZERO : pause;
        String line = WatchWords.progress(state, plan);
        return Progress.waiting(state.sleeping(now, until).with("line", line).ticket(), line, next);
    }

    /** @param reason why it ends before everything is decided; empty when that is not why */
    private static Progress<MetricsWatchResult> conclude(
            WatchState state, WatchPlan plan, Optional<String> reason, EngineContext context) {
        MetricsWatchRequest request = plan.request();
        MetricsWatchResult result =
                new WatchDecision(state, plan, context.clock().instant()).decide(reason);
        context.attach(WatchReport.name(request), WatchReport.of(request, result));
        return Progress.done(GateResult.conclude(result, request.onFail(), WatchDecision.advice(result), context));
    }
}
