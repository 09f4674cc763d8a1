package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a commit on main was before it was merged: the tip of the release or hotfix branch, its version, its tree, its files. */
class MergedTipTest {

    private static final String ABSENT = "0123456789012345678901234567890123456789";

    @TempDir
    Path directory;

    private RepositoryBuilder repository;
    private String tip;
    private final TaggerFixture tagger = new TaggerFixture();

    @BeforeEach
    void history() {
        repository = RepositoryBuilder.init(directory.resolve("shop"));
        repository.commit("chore: start", Map.of("api/a", "1", "web/a", "1")).annotatedTag("v1.3.0", "1.3.0");
        repository.branch("develop").commit("feat: pay", Map.of("api/b", "1"));
        repository.branch("release/1.4.0").commit("fix: rounding", Map.of("api/b", "2"));
        tip = repository.head();
        repository.checkout("main");
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private Map<String, Object> tag(Map<String, ?> arguments) throws InterruptedException {
        return tagger.run(repository.directory(), arguments).toMap();
    }

    @Test
    void isTheSecondParentOfAMerge() throws Exception {
        repository.merge("release/1.4.0", "Merge branch 'release/1.4.0'");
        Map<String, Object> merge = tag(Map.of());
        assertThat(merge)
                .containsEntry("version", "1.4.0")
                .containsEntry("merged", Map.of("branch", "release/1.4.0", "commit", tip));
        assertThat(tag(Map.of("branch", "release/1.4.0", "commit", tip)))
                .containsEntry("version", "1.4.0-rc.2")
                .containsEntry("commit", tip)
                .containsEntry("tree", merge.get("tree"));
    }

    @Test
    void isStillTheCandidateWhenTheReleaseIsTagged() throws Exception {
        repository.merge("release/1.4.0", "Merge branch 'release/1.4.0'").annotatedTag("v1.4.0", "1.4.0");
        assertThat(tag(Map.of())).containsKey("merged");
        assertThat(tag(Map.of("branch", "release/1.4.0", "commit", tip))).containsEntry("version", "1.4.0-rc.2");
    }

    @Test
    void isTheCommitItselfAfterAFastForward() throws Exception {
        repository
                .git()
                .merge()
                .include(repository.git().getRepository().resolve(tip))
                .call();
        assertThat(tag(Map.of())).containsEntry("merged", Map.of("branch", "release/1.4.0", "commit", tip));
    }

    @Test
    void isTheTipOfASquashedBranchAsLongAsItIsThere() throws Exception {
        repository.commit("release/1.4.0 (#7)", Map.of("api/b", "2"));
        assertThat(tag(Map.of())).containsEntry("merged", Map.of("branch", "release/1.4.0", "commit", tip));
        repository
                .git()
                .branchDelete()
                .setBranchNames("release/1.4.0")
                .setForce(true)
                .call();
        assertThat(tag(Map.of())).doesNotContainKey("merged");
    }

    @Test
    void belongsToMainOfGitFlowOnly() throws Exception {
        repository.merge("release/1.4.0", "Merge branch 'release/1.4.0'");
        assertThat(tag(Map.of("flow", "trunk"))).doesNotContainKey("merged");
        repository.checkout("develop").merge("release/1.4.0", "Merge branch 'release/1.4.0' into develop");
        assertThat(tag(Map.of())).doesNotContainKey("merged");
    }

    @Test
    void theTreeOfAComponentStaysWhenOthersChange() throws Exception {
        Object before = tag(Map.of("pathFilter", "web")).get("tree");
        Object whole = tag(Map.of()).get("tree");
        repository.commit("feat: api only", Map.of("api/a", "2"));
        assertThat(tag(Map.of("pathFilter", "web"))).containsEntry("tree", before);
        assertThat(tag(Map.of("pathFilter", "api")).get("tree")).isNotEqualTo(before);
        assertThat(tag(Map.of()).get("tree")).isNotEqualTo(whole);
        assertThat(tag(Map.of("pathFilter", "gone")))
                .containsEntry("tree", tag(Map.of()).get("tree"));
    }

    @Test
    void filesThatDifferAreNamed() {
        repository.commit("fix: on main", Map.of("web/a", "2", "c", "1"));
        String main = repository.head();
        EngineContext context = EngineContext.in(repository.directory()).build();
        JGitSourceFiles files = new JGitSourceFiles();
        assertThat(files.differences(tip, main, null, context)).contains(List.of("api/b", "c", "web/a"));
        assertThat(files.differences(tip, main, "web", context)).contains(List.of("web/a"));
        assertThat(files.differences(tip, tip, null, context)).contains(List.of());
        assertThat(files.differences(tip, ABSENT, null, context)).isEmpty();
        assertThat(files.differences(
                        tip,
                        main,
                        null,
                        EngineContext.in(directory.resolve("..")).build()))
                .isEmpty();
    }

    @Test
    void anotherCommitIsNamedInFullAndNotReserved() {
        assertThatThrownBy(() -> tag(Map.of("commit", "main")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("commit 'main' is not a full commit id");
        assertThatThrownBy(() -> tag(Map.of("commit", tip, "reserve", true)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reserve tags the checked-out commit");
        assertThatThrownBy(() -> tag(Map.of("commit", ABSENT)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("has no commit " + ABSENT);
    }
}
