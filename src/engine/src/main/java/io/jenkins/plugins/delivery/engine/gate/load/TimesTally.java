package io.jenkins.plugins.delivery.engine.gate.load;

import org.HdrHistogram.IntCountsHistogram;

/**
 * Response times in bounded memory. Percentiles are true up to 2 seconds and no more than 0.1 % too low above: a histogram of three
 * significant digits (HdrHistogram), whose buckets count as their lower end, so that a time that is just within a limit stays there.
 */
final class TimesTally {

    private static final int DIGITS = 3;

    private final IntCountsHistogram times = new IntCountsHistogram(DIGITS);
    private long errors;
    private long unreached;
    private long sum;
    private long longest;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(long start, long elapsed, SampleOutcome outcome) {
        times.recordValue(elapsed);
        errors += outcome == SampleOutcome.PASSED ? 0 : 1;
        unreached += outcome == SampleOutcome.UNREACHED ? 1 : 0;
        sum += elapsed;
        longest = Math.max(longest, elapsed);
        first = Math.min(first, start);
        last = Math.max(last, start + elapsed);
    }

    boolean isEmpty() {
        return times.getTotalCount() == 0;
    }

    LoadFigures figures() {
        long count = times.getTotalCount();
        if (count == 0) {
            return LoadFigures.NONE;
        }
        return new LoadFigures(
                count,
                errors,
                unreached,
                new LoadFigures.Millis(sum / count, percentile(50), percentile(95), percentile(99), longest),
                last - first);
    }

    private long percentile(int percent) {
        return times.lowestEquivalentValue(times.getValueAtPercentile(percent));
    }
}
