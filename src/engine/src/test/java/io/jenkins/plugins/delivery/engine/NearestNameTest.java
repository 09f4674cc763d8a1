package io.jenkins.plugins.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("status", "path", "contains", "readyTimeout", "env");

    @ParameterizedTest
    @CsvSource({
        "stauts, status",
        "Status, status",
        "pth, path",
        "contain, contains",
        "readytimeout, readyTimeout",
        "timeoutReady, ",
        "redyTimout, readyTimeout",
        "nev, env"
    })
    void findsWhatATypingErrorExplains(String typed, String meant) {
        if (meant == null) {
            assertThat(NearestName.of(typed, KNOWN)).isEmpty();
        } else {
            assertThat(NearestName.of(typed, KNOWN)).contains(meant);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentialsId", "somethingElse", "zzzzzzzz"})
    void findsNothingFarAway(String typed) {
        assertThat(NearestName.of(typed, KNOWN)).isEmpty();
    }

    @Test
    void tellsTheKnownNamesWhenNothingIsNear() {
        assertThat(NearestName.unknownKey("checks[1].", "somethingElse", KNOWN))
                .isEqualTo(
                        "checks[1].somethingElse is not known; known here: contains, env, path, readyTimeout, status.");
        assertThat(NearestName.unknownKey("", "stauts", KNOWN))
                .isEqualTo("stauts is not known; did you mean 'status'?");
    }

    @Test
    void hasNoGuessWithoutKnownNames() {
        assertThat(NearestName.of("x", List.of())).isEmpty();
    }
}
