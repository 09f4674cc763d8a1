package io.jenkins.plugins.delivery.runner.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The marks above a timeline, at round times. */
final class TimeAxis {

    private static final int MOST_MARKS = 6;
    private static final long[] STEPS = {
        100,
        200,
        500,
        1_000,
        2_000,
        5_000,
        10_000,
        15_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        900_000,
        1_800_000,
        3_600_000,
        7_200_000,
        14_400_000,
        43_200_000,
        86_400_000
    };

    private TimeAxis() {}

    /**
     * One mark.
     *
     * @param left its place in percent
     * @param label the time since the start of the run
     */
    public record Mark(String left, String label) {}

    static List<Mark> marks(Duration total) {
        long length = Math.max(1, total.toMillis());
        long step = STEPS[STEPS.length - 1];
        for (long candidate : STEPS) {
            if (length / candidate < MOST_MARKS) {
                step = candidate;
                break;
            }
        }
        List<Mark> marks = new ArrayList<>();
        // Beyond the last known step the marks get scarce by doubling.
        while (length / step >= MOST_MARKS) {
            step *= 2;
        }
        for (long at = 0; at <= length; at += step) {
            marks.add(new Mark(String.format(Locale.ROOT, "%.3f", 100.0 * at / length), label(at)));
        }
        return List.copyOf(marks);
    }

    private static String label(long millis) {
        if (millis == 0) {
            return "0";
        }
        return Times.duration(Duration.ofMillis(millis))
                .replace(".0 s", " s")
                .replace(" 00 s", "")
                .replace(" 00 min", "");
    }
}
