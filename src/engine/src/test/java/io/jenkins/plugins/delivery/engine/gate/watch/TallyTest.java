package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");

    @Property
    void aPassIsEarned(
            @ForAll @Size(max = 60) List<Outcome> outcomes,
            @ForAll @IntRange(min = 1, max = 12) int rounds,
            @ForAll @IntRange(max = 3) int failureLimit,
            @ForAll @IntRange(max = 3) int inconclusiveLimit,
            @ForAll @IntRange(max = 4) int consecutive) {
        Limits limits = new Limits(failureLimit, inconclusiveLimit, 2, consecutive);
        List<Outcome> seen = new ArrayList<>();
        Tally tally = Tally.EMPTY;
        Optional<GateVerdict> verdict = tally.verdict(limits, rounds);
        for (Outcome outcome : outcomes) {
            if (verdict.isPresent()) {
                break;
            }
            seen.add(outcome);
            tally = Tally.of(tally.plus(measured(outcome)).toMap());
            verdict = tally.verdict(limits, rounds);
        }
        long failed = count(seen, Outcome.FAILED);
        long inconclusive = count(seen, Outcome.INCONCLUSIVE);
        long counted = failed + inconclusive + count(seen, Outcome.SUCCESSFUL);
        if (verdict.equals(Optional.of(GateVerdict.PASSED))) {
            assertThat(last(seen)).isEqualTo(Outcome.SUCCESSFUL);
            assertThat(failed).isLessThanOrEqualTo(failureLimit);
            assertThat(inconclusive).isLessThanOrEqualTo(inconclusiveLimit);
            assertThat(counted).isGreaterThanOrEqualTo(consecutive > 0 ? consecutive : rounds);
        }
        if (verdict.equals(Optional.of(GateVerdict.FAILED))) {
            assertThat(failed).isPositive();
        }
        if (failed > failureLimit) {
            assertThat(verdict).contains(GateVerdict.FAILED);
        }
        if (counted == 0) {
            assertThat(verdict).isNotEqualTo(Optional.of(GateVerdict.PASSED));
        }
    }

    @Test
    void whatNobodyAnsweredIsNoMeasurement() {
        Limits limits = new Limits(0, 0, 2, 0);
        Tally tally = Tally.EMPTY
                .plus(measured(Outcome.SUCCESSFUL))
                .plus(measured(Outcome.ERRORED))
                .plus(measured(Outcome.MISSED))
                .plus(measured(Outcome.ERRORED));
        assertThat(tally.counted()).isEqualTo(1);
        assertThat(tally.verdict(limits, 2)).isEmpty();
        assertThat(tally.plus(measured(Outcome.ERRORED)).verdict(limits, 2)).contains(GateVerdict.ERRORED);
        assertThat(tally.plus(measured(Outcome.SUCCESSFUL)).verdict(limits, 2)).contains(GateVerdict.PASSED);
    }

    @Test
    void staysSmallHoweverLongTheWatchIs() {
        Tally tally = Tally.EMPTY;
        for (int i = 0; i < 10_000; i++) {
            tally = tally.plus(measured(i % 2 == 0 ? Outcome.FAILED : Outcome.SUCCESSFUL));
        }
        assertThat(tally.notes()).hasSize(10);
        assertThat(tally.count(Outcome.FAILED)).isEqualTo(5000);
        assertThat(tally.toMap().toString().length()).isLessThan(2000);
    }

    private static Measurement measured(Outcome outcome) {
        return new Measurement(AT, outcome, "was 1", outcome == Outcome.ERRORED ? null : 1.0, null);
    }

    private static long count(List<Outcome> outcomes, Outcome wanted) {
        return outcomes.stream().filter(outcome -> outcome == wanted).count();
    }

    /** The newest that is no gap. */
    private static Outcome last(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome != Outcome.MISSED)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
