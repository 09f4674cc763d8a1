package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When a watch measures: a count of measurements wins over a duration. */
record WatchTimes(Duration interval, Integer count, Duration duration, Duration initialDelay) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int MOST = 10_000;

    /** One measurement at the beginning and one after each interval, the last one at the end of the duration. */
    int rounds() {
        return count != null ? count : (int) (duration.toMillis() / interval.toMillis()) + 1;
    }

    /** From the first measurement to the last. */
    Duration length() {
        return interval.multipliedBy(rounds() - 1L);
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST) > 0) {
            problems.add("interval: " + Durations.text(interval) + " is not between 1s and 7 days");
        }
        if (count != null && count < 1) {
            problems.add("count: " + count + " is no number of measurements");
        }
        if (count == null && (duration.isNegative() || duration.compareTo(LONGEST) > 0)) {
            problems.add("duration: " + Durations.text(duration) + " is longer than 7 days, or negative");
        }
        if (initialDelay.isNegative() || initialDelay.compareTo(LONGEST) > 0) {
            problems.add("initialDelay: " + Durations.text(initialDelay) + " is longer than 7 days, or negative");
        }
        if (problems.isEmpty() && (rounds() > MOST || length().compareTo(LONGEST) > 0)) {
            problems.add("interval: " + rounds() + " measurements in " + Durations.text(length())
                    + " are too many; there may be " + MOST + " in 7 days");
        }
        return problems;
    }
}
