package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One round of measurements: what is still to be measured, and when the next round is. Pure. */
final class WatchRound {

    private final WatchState state;
    private final List<WatchItem> items;
    private final MetricsWatchRequest request;

    WatchRound(WatchState state, WatchPlan plan) {
        this.state = state;
        this.items = plan.items();
        this.request = plan.request();
    }

    /** Whether nothing more is measured of a row. */
    boolean decided(int index) {
        return verdict(index).isPresent();
    }

    private Optional<GateVerdict> verdict(int index) {
        return state.tallies().get(index).verdict(items.get(index).limits(), request.rounds());
    }

    /** Whether the watch is over: a row has failed, or every row is decided. One that is undecided for good does not end the others. */
    boolean over() {
        boolean all = true;
        for (int i = 0; i < items.size(); i++) {
            Optional<GateVerdict> verdict = verdict(i);
            if (verdict.equals(Optional.of(GateVerdict.FAILED))) {
                return true;
            }
            all &= verdict.isPresent();
        }
        return all;
    }

    /** The state after a measurement of a row. */
    WatchState with(int index, Measurement seen) {
        WatchState next =
                state.withTally(index, state.tallies().get(index).plus(seen)).inRound(Tally.key(seen.outcome()));
        boolean probe = items.get(index).metric().isEmpty();
        boolean answer = seen.outcome() == Outcome.SUCCESSFUL || seen.outcome() == Outcome.FAILED;
        return probe && answer ? next.with("answered", true) : next;
    }

    /** The state at the beginning of the next round. */
    WatchState closed(Instant now) {
        return state.withDue(nextDue(now)).with("round", List.of());
    }

    private Instant nextDue(Instant now) {
        Instant regular = state.due().plus(request.interval());
        List<String> taken =
                state.round().stream().filter(outcome -> !outcome.isEmpty()).toList();
        boolean late = state.late(request.interval(), now);
        if (late && taken.contains(Tally.key(Outcome.ERRORED))) {
            // The source is away now; what it could tell of then has to wait, and is not worth the tries that are left.
            return now.plus(request.interval());
        }
        if (late && taken.stream().allMatch(Tally.key(Outcome.MISSED)::equals)) {
            return now;
        }
        Duration lateness = Duration.between(state.due(), now);
        return late || lateness.compareTo(request.interval()) <= 0 ? regular : now.plus(request.interval());
    }
}
