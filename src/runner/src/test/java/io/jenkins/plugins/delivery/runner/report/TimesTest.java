package io.jenkins.plugins.delivery.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "840, 840 ms",
        "4290, 4.2 s",
        "59999, 59 s",
        "65000, 1 min 05 s",
        "3599999, 59 min 59 s",
        "7380000, 2 h 03 min"
    })
    void durationsHaveTwoUnitsAtMost(long millis, String text) {
        assertThat(Times.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 99, 1000, 4999, 61_000, 3_600_000, 90_000_000, 9_000_000_000L})
    void anAxisHasAFewMarksFromTheBeginningOn(long millis) {
        List<TimeAxis.Mark> marks = TimeAxis.marks(Duration.ofMillis(millis));

        assertThat(marks).hasSizeBetween(1, 6);
        assertThat(marks.get(0)).isEqualTo(new TimeAxis.Mark("0.000", "0"));
        assertThat(marks)
                .allSatisfy(mark -> assertThat(Double.parseDouble(mark.left())).isBetween(0.0, 100.0));
    }

    @ParameterizedTest
    @CsvSource({"20000, 5 s", "600000, 2 min", "7200000, 30 min"})
    void marksStandAtRoundTimes(long millis, String second) {
        assertThat(TimeAxis.marks(Duration.ofMillis(millis)).get(1).label()).isEqualTo(second);
    }
}
