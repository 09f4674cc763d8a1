package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes that people, generators and editors leave in GitOps files: the scalar changes and no other byte, or a sentence refuses. */
class GitOpsOddShapesTest {

    private static String promoted(String text, String version, String path) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "env", "stage",
                "service", "payments",
                "version", version,
                "gitops", "https://git.example/gitops.git",
                "file", "f.yaml",
                "set", Map.of(path, "${version}")));
        ArgoPromoteRequest request = RequestBinder.bind("argoPromote", ArgoPromoteRequest.class, all);
        return IntendedPlaces.of(request)
                .in(PromotionIntent.of(request, "run 7"), text)
                .applyTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // An anchor that nobody refers to, and one that is overridden here
                "image:\n  tag: &release 1.3.0 # ours\n",
                "base: &base {tag: 1.2.0}\nimage:\n  <<: *base\n  tag: 1.3.0\n",
                // Flow maps, as people and as JSON tools write them
                "image: {repository: x, tag: 1.3.0} # one line",
                "image: {repository: x, tag:  1.3.0  ,pull: Always}",
                "image: {\"tag\":\"1.3.0\",\"repository\":\"x\"}",
                "{image: {\n  repository: x,\n  tag: 1.3.0,\n}}\n",
                // Line ends, marks, blanks
                "\uFEFFimage:\r\n  tag: 1.3.0",
                "image:\r  tag: 1.3.0\r",
                "image:   \n  tag: 1.3.0   \n  x: y\n",
                "# a\u2028b\u0085c\nimage:\n  tag: 1.3.0 # \u2029\n",
                // Comments between
                "image:\n  tag:\n    # set by CI\n\n    1.3.0\n",
                "image:\n  tag: # set by CI\n    1.3.0 # really\n",
                // Characters of more than one byte, also before it on its line
                "# Z\u00e4hlung \ud83d\udcb6\nimage: {name: \"\ud83d\udcb6 \u00fc\", tag: 1.3.0, o: '\u6f22\u5b57'} # \ud83d\udcb6\n",
                // Directives, ends of documents, keys of all kinds
                "%YAML 1.1\n---\nimage:\n  tag: 1.3.0\n...\n",
                "? image\n: ? tag\n  : 1.3.0\n",
                "\"image\":\n  'tag': '1.3.0'\n",
                "image:\n  tag: !!str 1.3.0\n",
            })
    void onlyTheScalarChanges(String text) {
        assertThat(promoted(text, "1.4.0", "image.tag")).isEqualTo(text.replace("1.3.0", "1.4.0"));
    }

    /** What would be read as a number, a date or a word of YAML is quoted; quotes that are there stay. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1.10   | 1.20       | "1.20"
            "1.10" | 1.20       | "1.20"
            '1.10' | 1.20       | '1.20'
            '0012' | 0013       | '0013'
            v12    | 0013       | "0013"
            v12    | 12e45      | "12e45"
            v12    | 0x1f       | "0x1f"
            v12    | 1_000      | "1_000"
            v12    | 1234567    | "1234567"
            v12    | 2026-01-02 | "2026-01-02"
            v12    | no         | "no"
            ~      | 1.4.0      | 1.4.0
            ""     | 1.4.0      | "1.4.0"
            """)
    void aVersionStaysAText(String was, String version, String now) {
        String text = "image:\n  tag: %s # c\n  pull: Always\n";
        assertThat(promoted(text.formatted(was), version, "image.tag")).isEqualTo(text.formatted(now));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            payments: {image: {tag: &r '1.3.0'}}~orders: {image: {tag: *r}}~ ; payments.image.tag ; is repeated elsewhere through *r, so changing it would change more than one place
            payments: {image: {tag: &r '1.3.0'}}~orders: {image: {tag: *r}}~ ; orders.image.tag ; is only a reference to &r
            x: &d~  tag: 1.2.0~payments:~  image: *d~orders:~  image:~    <<: *d~ ; x.tag ; is repeated elsewhere through *d
            x: &d {tag: 1.2.0}~payments:~  image:~    <<: *d~ ; payments.image.tag ; If it comes through the merge key '<<', name the place where it is written
            a: &a {tag: 1.3.0, self: *a}~ ; a.tag ; is repeated elsewhere through *a
            image:~  tag: >-~    1.3.0~ ; image.tag ; is a block scalar (| or >), which is not edited. Write the value on one line
            services:~- name: payments~  tag: 1~- name: payments~  tag: 1~ ; services[name=payments].tag ; 2 items of 'services' in f.yaml have name = payments. Use an index, or make the value unique
            {tag, pull: Always}~ ; tag ; 'tag' in line 1 of f.yaml cannot be replaced without changing something else. Write the value in the usual form, key: value, on one line
            ? tag~? pull~ ; tag ; 'tag' in line 2 of f.yaml cannot be replaced without changing something else. Write the value in the usual form
            image:~\ttag: 1.3.0~ ; image.tag ; is not valid YAML in line 2, column 1
            image:~  tag:\t1.3.0~ ; image.tag ; is not valid YAML in line 2, column 7
            image:~  tag: [1.3.0]~ ; image.tag ; is a list, not a single value
            image:~  tag: 1.3.0~...~trailing~ ; image.tag ; is not valid YAML in line 4
            image:~  tag: "1.3.0~ ; image.tag ; is not valid YAML in line 3
            """)
    void whatWouldChangeMoreIsRefused(String text, String path, String sentence) {
        String file = text.replace("~", "\n");
        assertThatThrownBy(() -> promoted(file, "1.4.0", path))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aFileOfTwoMegabytesChangesInOneLine() {
        StringBuilder text = new StringBuilder("# every service\r\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("service-" + i + ": {repository: registry.example/service-" + i + ", tag: \"1.3." + i
                    + "\"} # \u00fc " + i + "\r\n");
        }
        assertThat(text.length()).isGreaterThan(1_500_000);

        String after = promoted(text.toString(), "1.4.0", "service-19999.tag");

        assertThat(after).isEqualTo(text.toString().replace("\"1.3.19999\"", "\"1.4.0\""));
    }
}
