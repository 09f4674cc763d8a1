package io.jenkins.plugins.delivery.engine.gate.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TimesTallyTest {

    @Property(tries = 200)
    void percentilesAreThoseOfTheSortedTimes(
            @ForAll @Size(min = 1, max = 400) List<@LongRange(max = 600_000) Long> times) {
        LoadFigures figures = figures(times);
        List<Long> sorted = times.stream().sorted().toList();
        near(figures.millis().p50(), sorted, 50);
        near(figures.millis().p95(), sorted, 95);
        near(figures.millis().p99(), sorted, 99);
        assertThat(figures.millis().max()).isEqualTo(sorted.get(sorted.size() - 1));
        assertThat(figures.samples()).isEqualTo(times.size());
    }

    @Property(tries = 100)
    void timesBelowTwoSecondsAreExact(@ForAll @Size(min = 1, max = 400) List<@LongRange(max = 2047) Long> times) {
        List<Long> sorted = times.stream().sorted().toList();
        assertThat(figures(times).millis().p95()).isEqualTo(rank(sorted, 95));
    }

    private static LoadFigures figures(List<Long> times) {
        TimesTally tally = new TimesTally();
        times.forEach(time -> tally.add(0, time, SampleOutcome.PASSED));
        return tally.figures();
    }

    /** Never above, so that a time that is just within a limit stays there; and 0.1 % below at most. */
    private static void near(long ours, List<Long> sorted, int percent) {
        long exact = rank(sorted, percent);
        assertThat(ours).isBetween(exact - exact / 1000 - 1, exact);
    }

    private static long rank(List<Long> sorted, int percent) {
        return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    }
}
