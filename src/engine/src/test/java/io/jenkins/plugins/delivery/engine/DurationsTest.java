package io.jenkins.plugins.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "90s, PT1M30S",
        "10m, PT10M",
        "1h30m, PT1H30M",
        "1h 30m, PT1H30M",
        "500ms, PT0.5S",
        "2d, PT48H",
        "45, PT45S",
        "0, PT0S",
        "PT5M, PT5M",
        "pt5m, PT5M",
        "1M, PT1M",
        "' 10m ', PT10M"
    })
    void readsWhatPeopleWrite(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @Test
    void takesNumbersAsSecondsAndDurationsAsTheyAre() {
        assertThat(Durations.parse(30)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Durations.parse(Duration.ofMillis(7))).isEqualTo(Duration.ofMillis(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "10 minutes",
                "-5s",
                "1.5h",
                "5m!",
                "s",
                "99999999999s",
                "9999999999",
                "P",
                "1h30"
            })
    void refusesTheRestWithASentence(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage(
                        "'" + text + "' is not a duration; write for example 90s, 10m, 1h30m or a number of seconds");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0ms",
        "PT0.85S, 850ms",
        "PT42S, 42s",
        "PT59.999S, 59s",
        "PT1M, 1m",
        "PT3M5S, 3m 5s",
        "PT2H10M30S, 2h 10m",
        "PT2H, 2h",
        "PT26H, 26h"
    })
    void tellsThemShortly(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }

    @Property
    void readsItsOwnTextUnderAnHour(@ForAll @LongRange(min = 1, max = 3599) long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        assertThat(Durations.parse(Durations.text(duration))).isEqualTo(duration);
    }
}
