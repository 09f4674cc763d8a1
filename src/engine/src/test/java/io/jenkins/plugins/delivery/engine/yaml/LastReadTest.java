package io.jenkins.plugins.delivery.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastReadTest {

    @Test
    void aTextIsReadOnce() {
        String text = "a: " + System.nanoTime() + "\n";
        List<YamlNode> first = LastRead.documents("values.yaml", text);
        assertThat(LastRead.documents("values.yaml", new String(text.toCharArray())))
                .isSameAs(first);
        assertThat(LastRead.documents("values.yaml", text + "b: 2\n")).isNotEqualTo(first);
    }

    @Test
    void onlyTheLastAreKeptAndNoLongOnes() {
        String text = "a: " + System.nanoTime() + "\n";
        List<YamlNode> first = LastRead.documents("values.yaml", text);
        for (int i = 0; i < 8; i++) {
            LastRead.documents("values.yaml", text + "b: " + i + "\n");
        }
        assertThat(LastRead.documents("values.yaml", text)).isNotSameAs(first).isEqualTo(first);
        String longer = "a: \"" + "x".repeat(300_000) + "\"\n";
        assertThat(LastRead.documents("values.yaml", longer)).isNotSameAs(LastRead.documents("values.yaml", longer));
    }

    @Test
    void eachMessageNamesItsOwnFile() {
        String twice = "a: 1\na: 2\n";
        for (String name : List.of("one.yaml", "two.yaml")) {
            assertThatThrownBy(() -> LastRead.documents(name, twice))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageStartingWith(name);
        }
    }
}
