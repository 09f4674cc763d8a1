package io.jenkins.plugins.delivery.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlAdditionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a: 1                        | b.c            | a: 1~b:~  c: "x"~
                    a: 1~                       | b              | a: 1~b: "x"~
                    image:~  # repo~  name: n~b: 2~ | image.tag  | image:~  tag: "x"~  # repo~  name: n~b: 2~
                    image: {}  # none~b: 2~     | image.tag      | image:  # none~  tag: "x"~b: 2~
                    image:~b: 2~                | image.tag      | image:~  tag: "x"~b: 2~
                    image: {name: n}~           | image.tag      | image: {"tag": "x", name: n}~
                    image: {name: n}~           | image.a.b      | image: {"a": {"b": "x"}, name: n}~
                    a:~    b:~        c: 1~     | a.b.d          | a:~    b:~        d: "x"~        c: 1~
                    # only a comment            | image.tag      | # only a comment~image:~  tag: "x"~
                    """)
    void oneLineIsAddedAndTheOthersStay(String before, String path, String after) {
        assertThat(YamlAddition.add("values.yaml", before.strip().replace('~', '\n'), path.strip(), "x"))
                .isEqualTo(after.strip().replace('~', '\n'));
    }

    @Test
    void numbersAndBooleansKeepTheirType() {
        assertThat(YamlAddition.add("values.yaml", "a: 1\n", "b", 3)).isEqualTo("a: 1\nb: 3\n");
        assertThat(YamlAddition.add("values.yaml", "a: 1\n", "b", true)).isEqualTo("a: 1\nb: true\n");
        assertThat(YamlAddition.add("values.yaml", "a: 1\n", "b", "1.10")).isEqualTo("a: 1\nb: \"1.10\"\n");
    }

    @Test
    void lineEndsOfTheDocumentAreKept() {
        assertThat(YamlAddition.add("values.yaml", "a: 1\r\nb: 2", "c", "x")).isEqualTo("a: 1\r\nb: 2\r\nc: \"x\"\r\n");
    }

    @Test
    void whatCannotBeAddedSafelyIsRefused() {
        assertRefused("image: shop/payments:1.0\n", "image.tag", "is no mapping");
        assertRefused("a: &x {k: 1}\nb: *x\n", "b.tag", "only a reference");
        assertRefused("a: [1]\n", "a[1].b", "plain keys");
        assertRefused("a: 1\n", "a", "already");
        assertRefused("- a\n", "b", "is no mapping");
    }

    @Property
    void everyOtherLineSurvives(@ForAll boolean deep, @ForAll int number, @ForAll String comment) {
        String clean = comment.codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || c == ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String before = "# " + clean + "\na:\n  b: " + number + " # " + clean + "\n  c: text\nd: [1, 2]\n";
        String after = YamlAddition.add("values.yaml", before, deep ? "a.new" : "new", "v");

        List<String> lines = new ArrayList<>(Arrays.asList(after.split("\n")));
        lines.removeIf(line -> line.strip().equals("new: \"v\""));
        assertThat(String.join("\n", lines) + "\n").isEqualTo(before);
    }

    private static void assertRefused(String text, String path, String why) {
        assertThatThrownBy(() -> YamlAddition.add("values.yaml", text, path, "x"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("values.yaml")
                .hasMessageContaining(why);
    }
}
