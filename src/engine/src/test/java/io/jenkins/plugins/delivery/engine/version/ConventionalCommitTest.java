package io.jenkins.plugins.delivery.engine.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConventionalCommitTest {

    /** {@code |} stands for a line break. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "feat: allow provided config object to extend other configs; feat; ''; MINOR",
                "feat: x||BREAKING CHANGE: `extends` key is now used for extending other config files; feat; ''; MAJOR",
                "feat!: send an email to the customer when a product is shipped; feat; ''; MAJOR",
                "feat(api)!: send an email to the customer when a product is shipped; feat; api; MAJOR",
                "chore!: drop support for Node 6||BREAKING CHANGE: use JavaScript features not available in Node 6.; chore; ''; MAJOR",
                "docs: correct spelling of CHANGELOG; docs; ''; NONE",
                "feat(lang): add Polish language; feat; lang; MINOR",
                "fix: prevent racing of requests||Introduce a request id.||Reviewed-by: Z|Refs: #123; fix; ''; PATCH",
                "revert: let us never again speak of the noodle incident||Refs: 676104e, a215868; revert; ''; PATCH",
                "FIX: upper case; fix; ''; PATCH",
                "Feat(Parser): mixed case; feat; Parser; MINOR",
                "perf: faster; perf; ''; PATCH",
                "refactor(core)!: drop x; refactor; core; MAJOR",
                "build(deps): bump a from 1 to 2; build; deps; NONE",
                "fix: x||BREAKING-CHANGE: synonym; fix; ''; MAJOR",
                "fix: x||BREAKING CHANGE #42; fix; ''; MAJOR",
                "fix: x||breaking change: lower case does not count; fix; ''; PATCH",
                "fix: x||This is no BREAKING CHANGE: inside a line; fix; ''; PATCH",
                "fix: x||Signed-off-by: A|BREAKING CHANGE: after another footer; fix; ''; MAJOR",
                "feat:no space; ''; ''; NONE",
                "feat : space before the colon; ''; ''; NONE",
                "feat(): empty scope; ''; ''; NONE",
                "feat; ''; ''; NONE",
                "Update README; ''; ''; NONE",
                "Merge branch 'feature/x' into develop; ''; ''; NONE",
                "Rewrite the API||BREAKING CHANGE: everything moved; ''; ''; MAJOR",
                "WIP feat: x; ''; ''; NONE",
                "fixup! feat: x; ''; ''; NONE",
                "hot-fix: custom type; hot-fix; ''; NONE",
                "feat(a/b c): scope with a space; feat; a/b c; MINOR",
                "feat:  two spaces; feat; ''; MINOR",
                "''; ''; ''; NONE"
            })
    void readsTypeScopeAndDemand(String message, String type, String scope, Bump bump) {
        ConventionalCommit commit = ConventionalCommit.parse(message.replace('|', '\n'));
        assertThat(commit.type()).isEqualTo(type);
        assertThat(commit.scope()).isEqualTo(scope);
        assertThat(commit.bump(CommitTypes.standard())).isEqualTo(bump);
        assertThat(commit.isConventional()).isEqualTo(!type.isEmpty());
    }

    @Test
    void readsWindowsLineEnds() {
        ConventionalCommit commit = ConventionalCommit.parse("feat: x\r\n\r\nBREAKING CHANGE: all of it\r\nmoved\r\n");
        assertThat(commit.breakingNote()).isEqualTo("all of it moved");
        assertThat(commit.description()).isEqualTo("x");
    }

    @Test
    void theNoteEndsAtTheNextFooter() {
        ConventionalCommit commit =
                ConventionalCommit.parse("feat: x\n\nBREAKING CHANGE: one\n  two\nReviewed-by: Z\n\nmore");
        assertThat(commit.breakingNote()).isEqualTo("one two");
    }

    @Test
    void readsWhatIsReverted() {
        String id = "0123456789abcdef0123456789abcdef01234567";
        assertThat(ConventionalCommit.parse("Revert \"feat: x\"\n\nThis reverts commit " + id + ".")
                        .reverts()
                        .ids())
                .containsExactly(id);
        assertThat(ConventionalCommit.parse("revert: both\n\nRefs: 676104e, a215868")
                        .reverts()
                        .ids())
                .containsExactly("676104e", "a215868");
        assertThat(ConventionalCommit.parse("fix: x\n\nRefs: 676104e").reverts().ids())
                .isEmpty();
    }
}
