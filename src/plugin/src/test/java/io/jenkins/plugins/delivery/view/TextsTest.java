package io.jenkins.plugins.delivery.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void aTextIsOneLineWithoutCharactersThatDisguise() {
        assertThat(Texts.bounded("a\r\n\tb\u202Ec\u0000d")).isEqualTo("a b c d");
        assertThat(Texts.bounded(null)).isEmpty();
        assertThat(Texts.bounded("<b>")).isEqualTo("<b>");
    }

    @Test
    void aTextIsBoundedAndEndsInAWholeCharacter() {
        assertThat(Texts.bounded("x".repeat(100_000))).hasSize(Texts.LONGEST).endsWith("…");
        String rockets = Texts.bounded("x" + "\uD83D\uDE80".repeat(1000));
        assertThat(rockets).hasSizeLessThanOrEqualTo(Texts.LONGEST).endsWith("…");
        assertThat(rockets.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE))
                .isTrue();
    }

    @Test
    void spacesOnlyAreNothing() {
        assertThat(Texts.bounded(" ".repeat(5000))).isIn("", "…");
    }
}
