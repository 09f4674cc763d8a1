package io.jenkins.plugins.delivery.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class YamlEditTest {

    static Stream<Arguments> replacements() {
        return Stream.of(
                Arguments.of("image:\n  tag: 1.3.0 # keep\n", "image.tag", "1.4.0", "image:\n  tag: 1.4.0 # keep\n"),
                Arguments.of("tag: '1.3.0'\r\nb: 2\r\n", "tag", "1.4.0", "tag: '1.4.0'\r\nb: 2\r\n"),
                Arguments.of("tag: 'x'", "tag", "it's", "tag: 'it''s'"),
                Arguments.of("tag: \"1.3.0\"", "tag", "a\"b\\c", "tag: \"a\\\"b\\\\c\""),
                Arguments.of("\uFEFFtag: 1.3.0\n", "tag", "1.4.0", "\uFEFFtag: 1.4.0\n"),
                Arguments.of("\"😀\": 😀 # 😀\ntag: 1.3.0 # 😀", "tag", "1.4.0", "\"😀\": 😀 # 😀\ntag: 1.4.0 # 😀"),
                Arguments.of("a: [{b: 1}, {b: x}]", "a[1].b", "z", "a: [{b: 1}, {b: z}]"),
                Arguments.of("a: [x, y , z]", "a[1]", "one, two", "a: [x, \"one, two\" , z]"),
                Arguments.of(
                        "p:\n- name: image.tag\n  value: 1.3.0\n- name: other\n  value: 1.3.0\n",
                        "p[name=image.tag].value",
                        "1.4.0",
                        "p:\n- name: image.tag\n  value: 1.4.0\n- name: other\n  value: 1.3.0\n"),
                Arguments.of("a:\n  x.y/z: 1.3.0\n", "a[\"x.y/z\"]", "1.4.0", "a:\n  x.y/z: 1.4.0\n"),
                Arguments.of("a:\n  x.y/z: 1.3.0\n", "a.'x.y/z'", "1.4.0", "a:\n  x.y/z: 1.4.0\n"),
                Arguments.of("{\"a\": {\"tag\": \"1.3.0\"}}", "a.tag", "1.4.0", "{\"a\": {\"tag\": \"1.4.0\"}}"),
                Arguments.of("{\"a\": null, \"n\": 3}", "a", "text", "{\"a\": \"text\", \"n\": 3}"),
                Arguments.of("{\"a\": null, \"n\": 3}", "n", "4", "{\"a\": null, \"n\": 4}"),
                Arguments.of("a: 1\n---\nb: x\n", "b", "z", "a: 1\n---\nb: z\n"),
                Arguments.of("b: 1\n---\nb: x\n", "doc[1].b", "z", "b: 1\n---\nb: z\n"),
                Arguments.of("tag:\nb: 1\n", "tag", "1.4.0", "tag: 1.4.0\nb: 1\n"),
                Arguments.of("tag: # none yet\n", "tag", "1.4.0", "tag: 1.4.0 # none yet\n"),
                Arguments.of("tag: &t 1.3.0\n", "tag", "1.4.0", "tag: &t 1.4.0\n"),
                Arguments.of("tag: &t # why\n  1.3.0\n", "tag", "1.4.0", "tag: &t # why\n  1.4.0\n"),
                Arguments.of("tag: !!str 13\n", "tag", "14", "tag: !!str \"14\"\n"),
                Arguments.of("tag: one\n  two # c\nb: 1\n", "tag", "three", "tag: three # c\nb: 1\n"),
                Arguments.of("tag: same\n", "tag", "same", "tag: same\n"));
    }

    @ParameterizedTest
    @MethodSource("replacements")
    void replacesOneScalarAndNothingElse(String before, String path, String value, String after) {
        YamlEdit edit = YamlEdit.of("values.yaml", before).replace(path, value);

        assertThat(edit.text()).isEqualTo(after);
        assertThat(edit.get(path)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.3.0 | 1.4.0 | 1.4.0
            1.3.0 | 1.10 | "1.10"
            abc | 12e4567 | "12e4567"
            abc | 0x1f | "0x1f"
            abc | 0123456 | "0123456"
            abc | on | "on"
            abc | No | "No"
            abc | null | "null"
            abc | 2026-11-20 | "2026-11-20"
            abc | 12:30:45 | "12:30:45"
            abc | 1_000 | "1_000"
            abc | .5 | ".5"
            abc | 1. | "1."
            abc | - | "-"
            abc | *x | "*x"
            abc | a: b | "a: b"
            abc | a:b | a:b
            abc | oci://host:5000/a@sha256:12 | oci://host:5000/a@sha256:12
            abc | a #b | "a #b"
            abc | x: | "x:"
            41 | 42 | 42
            41 | 042 | "042"
            41 | 1.5 | "1.5"
            41 | 1.5.0 | 1.5.0
            1.5 | 1.6 | 1.6
            1.5 | 2 | 2
            1.9 | 1.10 | "1.10"
            1.9 | 2.0 | "2.0"
            true | false | false
            true | yes | "yes"
            ~ | 1.4.0 | 1.4.0
            ~ | 4 | "4"
            """)
    void keepsTheTypeAndQuotesWhatWouldBecomeAnother(String old, String value, String written) {
        assertThat(YamlEdit.of("values.yaml", "tag: " + old + "\n")
                        .replace("tag", value)
                        .text())
                .isEqualTo("tag: " + written + "\n");
    }

    static Stream<Arguments> refusals() {
        String base =
                "base: &b {tag: 1}\nprod: *b\nx: &v 1.3.0\ny: *v\nt: |\n  text\nu: !secret abc\nimage:\n  tag: 1\n  list: [1]\n";
        return Stream.of(
                Arguments.of(base, "image.tga", NotFoundException.class, "did you mean 'tag'?"),
                Arguments.of(
                        base,
                        "immage.tag",
                        NotFoundException.class,
                        "the document has no key 'immage'; did you mean 'image'?"),
                Arguments.of(
                        base, "image.tag.x", NotFoundException.class, "'image.tag' is a single value, not a mapping"),
                Arguments.of(base, "image.list[3]", NotFoundException.class, "has only 1 items"),
                Arguments.of(base, "image.list[a=b]", NotFoundException.class, "no item of 'image.list' has a = b"),
                Arguments.of(base, "image", TerminalException.class, "is a mapping, not a single value"),
                Arguments.of(base, "image.list", TerminalException.class, "is a list, not a single value"),
                Arguments.of(base, "prod", TerminalException.class, "only a reference to &b"),
                Arguments.of(base, "prod.tag", TerminalException.class, "only a reference to &b"),
                Arguments.of(base, "base.tag", TerminalException.class, "repeated elsewhere through *b"),
                Arguments.of(base, "x", TerminalException.class, "repeated elsewhere through *v"),
                Arguments.of(base, "t", TerminalException.class, "block scalar"),
                Arguments.of(base, "u", TerminalException.class, "type tag !secret"),
                Arguments.of("a: 1\n---\na: 2\n", "a", TerminalException.class, "2 documents of values.yaml hold 'a'"),
                Arguments.of("a: 1\n---\na: 2\n", "doc[5].a", NotFoundException.class, "there is no doc[5]"),
                Arguments.of("a: 1\nb: {a: 2, c: 1, a: 3}\n", "b.c", TerminalException.class, "key 'a' twice"),
                Arguments.of("p: [{n: a, v: 1}, {n: a, v: 2}]", "p[n=a].v", TerminalException.class, "2 items"),
                Arguments.of("a: [1\nb: 2", "a", TerminalException.class, "values.yaml is not valid YAML in line 2"),
                Arguments.of("", "a", NotFoundException.class, "is empty"),
                Arguments.of("a: 1", "a..b", InvalidInputException.class, "a key is missing at position 3"),
                Arguments.of("a: 1", "a.", InvalidInputException.class, "ends with a dot"),
                Arguments.of("a: 1", "a[", InvalidInputException.class, "']' is missing"),
                Arguments.of("a: 1", "a[b]", InvalidInputException.class, "neither an index"),
                Arguments.of("a: 1", "", InvalidInputException.class, "it is empty"),
                Arguments.of(
                        "[".repeat(200) + "]".repeat(200), "a", TerminalException.class, "nested more than 100 levels"),
                Arguments.of("[".repeat(100_000), "a", TerminalException.class, "nested more than 100 levels"),
                Arguments.of("a: " + "x".repeat(YamlReader.LONGEST), "a", TerminalException.class, "characters"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWithASentence(String document, String path, Class<? extends DeliveryException> type, String sentence) {
        assertThatThrownBy(() -> YamlEdit.of("values.yaml", document).replace(path, "new"))
                .isExactlyInstanceOf(type)
                .hasMessageContaining(sentence);
    }

    /** The library reads in pieces; where one ends between the two halves of a character is nobody's concern. */
    @Test
    void readsACharacterOfTwoUnitsAtEveryPlace() {
        for (int length = 1000; length < 1050; length++) {
            String text = "# " + "x".repeat(length) + "\ud83d\ude80 release\na: {tag: 1.3.0}\n";

            assertThat(YamlEdit.of("values.yaml", text)
                            .replace("a.tag", "1.4.0")
                            .text())
                    .isEqualTo(text.replace("1.3.0", "1.4.0"));
            assertThat(YamlAddition.add("values.yaml", text, "b", "x")).isEqualTo(text + "b: \"x\"\n");
            assertThat(YamlValues.parse("values.yaml", text)).isEqualTo(Map.of("a", Map.of("tag", "1.3.0")));
        }
    }

    @Test
    void expandsNoAliasBomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            String target = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + target + ", " + target + "]\n");
        }
        bomb.append("tag: 1.3.0\n");

        assertThat(YamlEdit.of("bomb.yaml", bomb.toString())
                        .replace("tag", "1.4.0")
                        .text())
                .endsWith("tag: 1.4.0\n");
    }

    @Test
    void findsOnlySingleValues() {
        YamlEdit edit = YamlEdit.of("values.yaml", "a: {b: 1}\nc:\n");

        assertThat(edit.find("a.b")).contains("1");
        assertThat(edit.find("a")).isEmpty();
        assertThat(edit.find("x")).isEmpty();
        assertThat(edit.find("c")).contains("");
    }
}
