package io.jenkins.plugins.delivery.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** For every scalar of every text: one hunk of difference, and a second, independent reader sees only that value changed. */
class YamlEditPropertyTest {

    private static final List<String> CORPUS = List.of(
            """
            # Values of payments
            replicas: 2 # keep me
            image:
              repository: "registry.example/shop/payments"   # quoted
              tag: 1.3.0
              pullPolicy: 'IfNotPresent'

            ingress:
                hosts:
                - host: payments.example
                  paths: ["/", '/api' ,/x]
                - {host: b.example, paths: [ ]}
            labels:
              app.kubernetes.io/name: payments
              "quoted key": yes
              8080: http
            empty:
            tilde: ~
            unicode: "grüße 😀"
            😀: smile # 😀
            multi: one
              two
            """,
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: payments-stage, annotations: {"a/b": c}}
            spec:
              source:
                repoURL: https://git.example/shop.git
                targetRevision: 1.2.3
                helm:
                  parameters:
                  - name: image.tag
                    value: "1.3.0"
                  - value: x
                    name: other
            ---
            kind: Application
            spec: {source: {targetRevision: 7}}
            ...
            """,
            """
            anchored: &tag 1.3.0
            tagged: !!str 12
            both: &x !!str z
            list:
              - - a
                - b
              -
                c: d
              - &last e
            """,
            "{\"image\": {\"tag\": \"1.3.0\", \"n\": 1, \"on\": true, \"none\": null, \"list\": [1, \"two\", {\"a\": \"\\u00e9\\n\"}]}}",
            "just a scalar",
            "- a\n- b # c\n-   'd'\n");

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(CORPUS)
                .flatMap(text -> Arbitraries.of(
                        text,
                        text.replace("\n", "\r\n"),
                        "\uFEFF" + text,
                        text.stripTrailing(),
                        "# 😀 first\n" + text));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "1.4.0",
                        "1.10",
                        "12e4567",
                        "on",
                        "null",
                        "",
                        " ",
                        "0x1f",
                        "a: b",
                        "x #y",
                        "- a",
                        "*a",
                        "&a",
                        "!t",
                        "{",
                        "]",
                        "it's",
                        "\"",
                        "\\",
                        "%",
                        "@",
                        "`",
                        "\t",
                        "two\nlines",
                        "\r\n",
                        "😀",
                        "grün",
                        "\u2028",
                        "\uFEFF",
                        "sha256:ab",
                        "---",
                        "...",
                        "? a",
                        "key:",
                        ",",
                        "|",
                        ">-",
                        "\u0000",
                        "\u0085",
                        "007"),
                Arbitraries.strings()
                        .ofMinLength(0)
                        .ofMaxLength(12)
                        .withChars(" :#-,[]{}&*!|>'\"%@`\\\n\tab1.0é😀"
                                .replaceAll("[^\\x00-\\uD7FF]", "")
                                .toCharArray()),
                Arbitraries.strings().ofMaxLength(8).withCharRange('!', '~'));
    }

    @Property(tries = 600)
    void changesOneHunkAndNothingElse(@ForAll @From("documents") String text, @ForAll @From("values") String value) {
        YamlEdit edit = YamlEdit.of("doc.yaml", text);
        for (String path : paths(text)) {
            String old = edit.get(path);
            YamlEdit changed;
            try {
                changed = edit.replace(path, value);
            } catch (TerminalException refused) {
                // Refusing is safe; the cases that must not be refused are in the table of YamlEditTest.
                continue;
            }
            assertThat(changed.get(path)).isEqualTo(value);
            assertOneHunk(text, changed.text());
            Map<String, Object> before = leaves(text);
            Map<String, Object> after = leaves(changed.text());
            assertThat(after.keySet()).isEqualTo(before.keySet());
            before.forEach((where, what) -> {
                if (!where.equals(path)) {
                    assertThat(after.get(where)).as(where).isEqualTo(what);
                }
            });
            assertThat(changed.replace(path, old).get(path)).isEqualTo(old);
        }
    }

    @Property(tries = 300)
    void ordinaryVersionsAreNeverRefused(
            @ForAll @From("documents") String text, @ForAll @From("ordinary") String version) {
        Assume.that(!paths(text).isEmpty());
        for (String path : paths(text)) {
            assertThat(YamlEdit.of("doc.yaml", text).replace(path, version).get(path))
                    .isEqualTo(version);
        }
    }

    @Provide
    Arbitrary<String> ordinary() {
        return Arbitraries.of(
                "1.4.0", "v2.0.0-rc.1", "1.10", "sha256:0123", "0123456", "feature_x", "12e4567", "registry:5000/a/b");
    }

    private static void assertOneHunk(String before, String after) {
        int head = 0;
        while (head < Math.min(before.length(), after.length()) && before.charAt(head) == after.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.length(), after.length()) - head
                && before.charAt(before.length() - 1 - tail) == after.charAt(after.length() - 1 - tail)) {
            tail++;
        }
        String replaced = before.substring(head, before.length() - tail);
        // The longest scalar of the corpus that spans lines has two of them.
        assertThat(replaced.lines().count()).isLessThanOrEqualTo(2);
        assertThat(replaced).doesNotContain("#");
    }

    /** Every scalar by path, read by the library's own loader. */
    private static Map<String, Object> leaves(String text) {
        Map<String, Object> leaves = new LinkedHashMap<>();
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(text.replace("\uFEFF", ""))
                .forEach(documents::add);
        for (int i = 0; i < documents.size(); i++) {
            collect(documents.size() > 1 ? "doc[" + i + "]" : "", documents.get(i), leaves);
        }
        return leaves;
    }

    private static void collect(String path, Object node, Map<String, Object> leaves) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> collect(path + "[\"" + key + "\"]", value, leaves));
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(path + "[" + i + "]", list.get(i), leaves);
            }
        } else {
            leaves.put(path, node);
        }
    }

    private static List<String> paths(String text) {
        return leaves(text).keySet().stream().filter(path -> !path.isEmpty()).toList();
    }
}
