package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.RetryableException;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a wait for a scan pauses. Every pause is spread at random, so that builds which began together, or were throttled together,
 * do not ask together again.
 */
final class ScanPace {

    /** After the request for a scan, and the first look at it. */
    static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofSeconds(15);
    /** Between two reads of finished findings: what arrives late arrives within seconds, not at once. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(2);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);
    private static final double SPREAD = 0.2;

    private final DoubleSupplier random;

    /** @param random numbers from 0 up to, and without, 1 */
    ScanPace(DoubleSupplier random) {
        this.random = random;
    }

    /** A quarter of what has been waited: quick scans are seen at once, long ones cost few calls. */
    Duration waiting(Duration waited) {
        return spread(between(SHORTEST, waited.dividedBy(4), LONGEST));
    }

    Duration settling() {
        return spread(SETTLING);
    }

    /**
     * After a call that ECR did not answer: twice as long each time, with full jitter above half, or what ECR asked for, and then some.
     *
     * @param times how often in a row, from 1
     */
    Duration backoff(int times, RetryableException failure) {
        Duration longest =
                between(FIRST_BACKOFF, FIRST_BACKOFF.multipliedBy(1L << Math.min(times - 1, 10)), LONGEST_BACKOFF);
        Duration jittered = scaled(longest, 0.5 + random.getAsDouble() / 2);
        return failure.retryAfter()
                .map(asked -> scaled(asked, 1 + SPREAD * random.getAsDouble()))
                .filter(asked -> asked.compareTo(jittered) > 0)
                .orElse(jittered);
    }

    private Duration spread(Duration duration) {
        return scaled(duration, 1 + SPREAD * random.getAsDouble());
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }

    private static Duration between(Duration least, Duration duration, Duration most) {
        Duration atLeast = duration.compareTo(least) < 0 ? least : duration;
        return atLeast.compareTo(most) > 0 ? most : atLeast;
    }
}
