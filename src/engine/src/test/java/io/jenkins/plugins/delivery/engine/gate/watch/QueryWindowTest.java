package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryWindowTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(x[5m]) | PT5M",
                "sum(rate(x[5m])) / sum(rate(y[ 1h30m ] offset 1w)) | PT1H30M",
                "max_over_time(rate(x[1m])[2d:30s]) | PT48H",
                "rate(x{path=~\"[9y]\", other='a\\'[9y]'}[500ms]) | PT0.5S"
            })
    void theLongestRangeCounts(String query, Duration longest) {
        assertThat(QueryWindow.longest(query)).contains(longest);
    }

    @Test
    void aSingleMomentHasNone() {
        assertThat(QueryWindow.longest("up{instance=~\"[5m]\"} offset 5m")).isEmpty();
    }

    @Test
    void aLongStringIsNoBurden() {
        assertThat(QueryWindow.longest("rate(x{path=~\"" + "a\\\\b".repeat(20_000) + "\"}[5m])"))
                .contains(Duration.ofMinutes(5));
    }
}
