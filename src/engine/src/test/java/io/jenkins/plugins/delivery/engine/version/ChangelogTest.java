package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
