package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchLabelTest {

    @ParameterizedTest
    @CsvSource({
        "login, login",
        "JIRA-12_Login, jira-12-login",
        "team/login.page, team-login-page",
        "--login--, login",
        "a..b, a-b",
        "007, branch-007",
        "42, branch-42",
        "rc, branch-rc",
        "dev, branch-dev",
        "RC, branch-rc",
        "pr-7, branch-pr-7",
        "pr-seven, pr-seven"
    })
    void keepsNamesReadable(String topic, String label) {
        assertThat(BranchLabel.of(topic)).isEqualTo(label);
    }

    @Test
    void keepsLossyNamesApart() {
        List<String> names =
                List.of("é", "ü", "$(id)", "`id`", "a\"b", "a'b", "x".repeat(80), "x".repeat(81), "a@b", "a#b");
        assertThat(names.stream().map(BranchLabel::of)).doesNotHaveDuplicates();
    }

    @Test
    void namesPullRequests() {
        assertThat(BranchLabel.ofChange("12")).isEqualTo("pr-12");
        assertThat(BranchLabel.ofChange("12;rm")).startsWith("pr-12-rm-");
    }

    @Property(tries = 1000)
    void everyBranchNameBecomesALegalVersionAndTag(@ForAll("branchNames") String name) {
        String label = BranchLabel.of(name);
        SemanticVersion version = SemanticVersion.of(10, 20, 30).withPreRelease(label + ".123456");
        assertThat(SemanticVersion.parse(version.toString())).isEqualTo(version);
        assertThat(version.toOciTag()).matches("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
        assertThat(label).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?").hasSizeLessThanOrEqualTo(BranchLabel.LONGEST);
        assertThat(version.preRelease().split("\\.")).hasSize(2);
    }

    /** Names that Git itself accepts (git-check-ref-format), from the characters that hurt elsewhere. */
    @Provide
    Arbitrary<String> branchNames() {
        return Arbitraries.strings()
                .withChars("ab01-_./@#$%&!'\"`();<>|{}=+,éüß漢字\u202E😀")
                .ofMinLength(1)
                .ofMaxLength(120)
                .filter(name -> Repository.isValidRefName("refs/heads/" + name));
    }
}
