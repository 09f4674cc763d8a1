package io.jenkins.plugins.delivery.engine.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of a failure, wherever its texts come from. */
class FailureCardTest {

    private static final String KNOWN = "hunter2-of-this-run";
    private static final String LOOKS_SECRET = "S3cr3t" + "Passw0rd-X";

    private static FailureCard card(String hostile) {
        Diagnosis diagnosis = new Diagnosis(
                Optional.of(new Diagnosis.Culprit(
                        Trouble.OUT_OF_MEMORY, "Pod", "payments-7d9f-x2b", "app", "exit code 137, " + hostile)),
                List.of(new Diagnosis.Event(
                        Optional.of(Instant.parse("2026-11-21T12:03:11Z")), "Warning", "BackOff", hostile, 5)),
                Optional.of(new Diagnosis.LogTail("payments-7d9f-x2b, container app", true, List.of("start", hostile))),
                List.of());
        Suspects suspects = new Suspects(
                "1.3.0",
                2,
                List.of(
                        new Suspects.Commit("a".repeat(40), "Ada", "feat: cache everything " + hostile),
                        new Suspects.Commit("b".repeat(40), hostile, "fix: typo")));
        return FailureCard.of(
                new FailureCard.Subject("payments", "stage", "1.4.0"),
                "it is Degraded at 8b1d0aa.",
                new FailureCard.Findings(diagnosis, suspects),
                Map.of("Argo CD", "https://argo.example/applications/payments-stage"),
                text -> text.replace(KNOWN, "****"));
    }

    @Test
    void tellsWhatHowAndWhoInAFewLines() {
        assertThat(card("Java heap space").brief()).isEqualTo("""
                          Pod payments-7d9f-x2b (container app): OOMKilled, exit code 137, Java heap space
                          It took more memory than its limit: raise resources.limits.memory or look for a leak.
                          Last events:
                            12:03:11 Warning BackOff (5 times): Java heap space
                          Last lines of payments-7d9f-x2b, container app before its restart:
                            | start
                            | Java heap space
                          Suspected, 2 commits since 1.3.0, the last good version, newest first:
                            aaaaaaa by Ada: feat: cache everything Java heap space
                            bbbbbbb by Java heap space: fix: typo
                          Argo CD: https://argo.example/applications/payments-stage""".indent(2).stripTrailing());
        assertThat(card("x").text()).startsWith("payments 1.4.0 in stage: it is Degraded at 8b1d0aa.\n  Pod ");
    }

    @Test
    void isReadableMarkdown() {
        assertThat(card("Java heap space").markdown())
                .startsWith("### `payments 1.4.0` failed in `stage`\n")
                .contains("**What failed:** `Pod payments-7d9f-x2b (container app): OOMKilled, exit code 137,")
                .contains("```text\nstart\nJava heap space\n```\n")
                .contains("**Suspected:** 2 commits, newest first, since `1.3.0`, the last good version")
                .endsWith("`Argo CD`: <https://argo.example/applications/payments-stage>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J\u001b[31mred\u001b[0m",
                "\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007",
                "\u001b]0;title",
                "over\u202ewritten\u2066x",
                "null\u0000 bell\u0007 back\b\b",
                "line\r\n[Pipeline] End of Pipeline\nFinished: SUCCESS",
                "zero\u200bwidth\ufeff",
                "\u009b31m",
                "half \ud800 surrogate"
            })
    void hasNoCharacterThatNobodySees(String hostile) {
        FailureCard card = card(hostile);

        for (String shown :
                List.of(card.brief(), card.text(), card.markdown(), card.toMap().toString())) {
            assertThat(shown.replace("\n", "").codePoints())
                    .noneMatch(c -> Character.getType(c) == Character.CONTROL
                            || Character.getType(c) == Character.FORMAT
                            || Character.getType(c) == Character.SURROGATE);
            assertThat(shown.lines()).noneMatch(line -> line.startsWith("[Pipeline]") || line.startsWith("Finished:"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```\n/close\n@everyone <img src=x onerror=alert(1)>",
                "`````` @team",
                "` @team `",
                "`leading",
                "](https://evil.example) #1 <!-- delivery -->",
                "<script>alert(1)</script> <!channel> <@U123>"
            })
    void isCodeAndNeverMarkup(String hostile) {
        String markdown = card(hostile).markdown();

        String prose = withoutCode(markdown);
        assertThat(prose).doesNotContain("@", "evil.example", "script", "<img", "<!", "/close", "leading");
        assertThat(prose).contains("**Last events**", "**Suspected:**", "<https://argo.example");
    }

    /** What a reader of CommonMark takes for text: fenced blocks and code spans are taken out. */
    private static String withoutCode(String markdown) {
        StringBuilder prose = new StringBuilder();
        String fence = null;
        for (String line : markdown.lines().toList()) {
            if (fence != null) {
                fence = line.matches("`{3,}") && line.length() >= fence.length() ? null : fence;
            } else if (line.matches("`{3,}text")) {
                fence = line.substring(0, line.length() - 4);
            } else {
                prose.append(line.replaceAll("(?<!`)(`+)(?!`).*?(?<!`)\\1(?!`)", ""))
                        .append('\n');
            }
        }
        assertThat(fence).isNull();
        return prose.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with " + KNOWN,
                "hun\u001b[0mter2-of-this-run",
                "spring.datasource.password=" + LOOKS_SECRET,
                "DB_PASSWORD: '" + LOOKS_SECRET + " and more'",
                "{\"client_secret\":\"" + LOOKS_SECRET + "\"}",
                "Authorization: Bearer " + LOOKS_SECRET,
                "curl -H 'authorization: Basic " + LOOKS_SECRET + "'",
                "jdbc:postgresql://app:" + LOOKS_SECRET + "@db:5432/x",
                "AKIA" + "IOSFODNN7EXAMPLE",
                "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789",
                "glpat-" + "abcdefghij0123456789",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0xx.c2lnbmF0dXJl",
                "-----BEGIN RSA PRIVATE" + " KEY-----MIIEow"
            })
    void hidesWhatIsOrLooksLikeASecret(String hostile) {
        FailureCard card = card(hostile);

        for (String shown :
                List.of(card.brief(), card.text(), card.markdown(), card.toMap().toString())) {
            assertThat(shown)
                    .contains("****")
                    .doesNotContain(
                            KNOWN, "S3cr3t", "and more", "AKIAIOSF", "ghp_abc", "glpat-abc", "eyJzdWIi", "MIIEow");
        }
    }

    @Test
    void isBoundedWhateverComes() {
        String huge = "x".repeat(1_000_000);
        Diagnosis diagnosis = new Diagnosis(
                Optional.of(new Diagnosis.Culprit(Trouble.CRASH_LOOP, huge, huge, huge, huge)),
                Collections.nCopies(500, new Diagnosis.Event(Optional.empty(), huge, huge, huge, 1)),
                Optional.of(new Diagnosis.LogTail(huge, false, Collections.nCopies(5000, huge))),
                Collections.nCopies(50, huge));
        Suspects suspects = new Suspects(huge, 900, Collections.nCopies(50, new Suspects.Commit(huge, huge, huge)));
        FailureCard card = FailureCard.of(
                new FailureCard.Subject("payments", "stage", "1.4.0"),
                huge,
                new FailureCard.Findings(diagnosis, suspects),
                Map.of("Run", "https://ci.example/" + huge, "Bad", "javascript:alert(1)"),
                text -> text);

        assertThat(card.brief()).hasSizeLessThan(4000);
        assertThat(card.text()).hasSizeLessThan(20_000);
        assertThat(card.markdown()).hasSizeLessThan(20_000);
        assertThat(card.links()).isEmpty();
    }

    @Test
    void isPlainValuesForAReport() {
        assertThat(card("x").toMap())
                .containsEntry("reason", "OOMKilled")
                .containsEntry("name", "payments-7d9f-x2b")
                .containsEntry("log", List.of("start", "x"))
                .containsEntry("since", "1.3.0");
    }
}
