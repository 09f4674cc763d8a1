package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangelogTest {

    @Test
    void groupsForReaders() {
        List<Commit> commits = Facts.of(
                        "1.0.0",
                        null,
                        "docs: words|Merge branch 'x'|fix(api): two|feat!: three/n/nBREAKING CHANGE: gone|feat: one|plain")
                .commits();
        assertThat(new Changelog(CommitTypes.standard()).of(SemanticVersion.of(2, 0, 0), commits))
                .isEqualTo("""
                        ## 2.0.0

                        ### Breaking changes

                        - three: gone (c3)

                        ### Features

                        - one (c2)

                        ### Fixes

                        - **api:** two (c4)

                        ### Other changes

                        - words (c6)
                        - plain (c1)
                        """);
    }

    @Test
    void cutsWhatNobodyReads() {
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < Changelog.LONGEST + 3; i++) {
            commits.add(Facts.commit("id" + i, "fix: " + i, List.of("p")));
        }
        String text = new Changelog(CommitTypes.standard()).of(SemanticVersion.of(1, 0, 0), commits);
        assertThat(text.lines().filter(line -> line.startsWith("- "))).hasSize(Changelog.LONGEST);
        assertThat(text).endsWith("… and 3 older changes.\n");
    }

    @Test
    void messagesBringNoMarkup() {
        List<Commit> commits = Facts.of("1.0.0", null, "feat: <script>alert(1)</script> & \u0007")
                .commits();
        assertThat(new Changelog(CommitTypes.standard()).of(SemanticVersion.of(1, 1, 0), commits))
                .contains("- &lt;script&gt;alert(1)&lt;/script&gt; &amp;")
                .doesNotContain("<script>", "\u0007");
    }

    private static String changelog(String messages) {
        return new Changelog(CommitTypes.standard())
                .of(
                        SemanticVersion.of(1, 1, 0),
                        Facts.of("1.0.0", null, Facts.lines(messages)).commits());
    }

    /** A message; its line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "feat: pay (#12); - pay (#12) (c1)",
                "feat(api): pay; - **api:** pay (c1)",
                "feat: *bold* and _low_; - \\*bold\\* and \\_low\\_ (c1)",
                "feat: snake_case_name; - snake_case_name (c1)",
                "feat: [here](https://example.com); - \\[here\\](https://example.com) (c1)",
                "feat: ![x](y); - !\\[x\\](y) (c1)",
                "feat: `code`; - \\`code\\` (c1)",
                "feat: a~~b~~; - a\\~\\~b\\~\\~ (c1)",
                "feat: <b>; '- &lt;b&gt; (c1)'",
                "feat([x]): a; - **\\[x\\]:** a (c1)",
                "feat!: a / / BREAKING CHANGE: b *c*; - a: b \\*c\\* (c1)",
                "feat: back\\slash; - back\\\\slash (c1)",
                "plain *words*; - plain \\*words\\* (c1)"
            })
    void keepsNumbersAndNoMarkup(String message, String line) {
        assertThat(changelog(message).lines()).contains(line);
    }

    /** A message; its group. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "feat: a; Features",
                "fix: a; Fixes",
                "perf: a; Performance",
                "revert: a; Reverts",
                "Revert \"a\"; Reverts",
                "docs: a; Other changes",
                "a; Other changes",
                "docs!: a; Breaking changes",
                "a / / BREAKING CHANGE: b; Breaking changes"
            })
    void groups(String message, String group) {
        assertThat(changelog(message)).contains("### " + group + "\n");
    }

    @Test
    void aSquashIsShownByItsListAndAMergeByWhatItsCommitsDoNotSay() {
        assertThat(changelog("Payments (#12) / / * feat: a / / * wip / / * fix: b"))
                .contains("### Features\n\n- a (c1)", "### Fixes\n\n- b (c1)")
                .doesNotContain("wip", "Payments");
        assertThat(changelog("feat: all (#12) / / * feat: a / / * fix!: b"))
                .contains("- all (#12) (c1)", "### Breaking changes\n\n- b (c1)")
                .doesNotContain("- a (");
        assertThat(changelog("Merge branch 'x' / / feat: a|feat: a"))
                .containsOnlyOnce("- a (")
                .contains("(c1)");
        assertThat(changelog("Merge branch 'x' / / feat: title|wip")).contains("- title (c2)");
    }

    @Test
    void turnsOfTextDirectionDoNotGetThrough() {
        assertThat(changelog("feat: a\u202Eb\u2066c")).contains("- a b c (c1)");
    }
}
