package io.jenkins.plugins.delivery.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.RetryableException;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScanPaceTest {

    private static final RetryableException BUSY = new RetryableException("busy.", "", null);

    @Property
    void pausesAreSpreadAndBounded(
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double random,
            @ForAll @IntRange(max = 100_000) int seconds,
            @ForAll @IntRange(min = 1, max = 1000) int times) {
        ScanPace pace = new ScanPace(() -> random);
        assertThat(pace.waiting(Duration.ofSeconds(seconds))).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(18));
        assertThat(pace.settling()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        assertThat(pace.backoff(times, BUSY)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    @Test
    void eachFailureInARowDoublesThePause() {
        ScanPace pace = new ScanPace(() -> 0.5);
        assertThat(pace.backoff(1, BUSY)).isEqualTo(Duration.ofMillis(1500));
        assertThat(pace.backoff(2, BUSY)).isEqualTo(Duration.ofMillis(3000));
        assertThat(pace.backoff(9, BUSY)).isEqualTo(Duration.ofMillis(45_000));
    }

    @Test
    void whatTheServerAsksForIsNeverShortened() {
        ScanPace pace = new ScanPace(() -> 0.5);
        assertThat(pace.backoff(1, new RetryableException("busy.", "", null, Duration.ofSeconds(90))))
                .isEqualTo(Duration.ofSeconds(99));
        assertThat(pace.backoff(5, new RetryableException("busy.", "", null, Duration.ofSeconds(1))))
                .isEqualTo(Duration.ofSeconds(24));
    }
}
