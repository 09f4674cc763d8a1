package io.jenkins.plugins.delivery.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.github.PullRequest.Content;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In Git-Flow the merge that finishes a release has no pull request: it is as good as what it brings. */
class GitFlowReviewTest extends ReviewFixture {

    @BeforeEach
    void develop() {
        commit("develop", "main", "develop");
    }

    private void commit(String branch, String from, String file) {
        commit(branch, from, file, file);
    }

    /** A change that came to a branch by a pull request. */
    private void reviewed(String branch, String into, MergeKind kind, String... approvers) {
        commit(branch, into, branch.replace('/', '-'));
        int number = payments.openPull("ada", new Content(branch, "", branch, "", into))
                .number();
        for (String approver : approvers) {
            payments.approvePull(number, approver);
        }
        payments.merge(number, kind, "Merge pull request #" + number);
    }

    /** A branch as it is now, under another name. */
    private void branch(String name, String from) {
        try (RepositoryBuilder clone = RepositoryBuilder.cloneOf(
                git.url("payments"), directory.resolve("clone-" + System.nanoTime()), GitAccess.open())) {
            clone.checkout("origin/" + from).branch(name).push(git.url("payments"), GitAccess.open());
        }
    }

    /** What gitFlowFinish pushes. */
    private String finished(String release) {
        return bare.merge("main", release, MergeKind.MERGE, "Merge branch '" + release + "'");
    }

    /** Without a look at the protection of branches, which these do not have. */
    private Map<String, Object> checkMerges(String forge, Map<String, Object> changes) throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>(changes);
        arguments.put("protection", false);
        return check(forge, arguments);
    }

    private void refused(String commit, String sentence) {
        assertThatThrownBy(() -> checkMerges("github", Map.of("commit", commit)))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining(sentence);
    }

    /** A first release, finished and merged back, so that the next one begins from what is released. */
    private String released() {
        finished("develop");
        String main = bare.tip("main");
        bare.merge("develop", "main", MergeKind.MERGE, "Merge branch 'main' into develop");
        return main;
    }

    @Test
    void aFinishedReleasePassesWhenAllOfItWasReviewed() throws Exception {
        String before = released();
        reviewed("feature/a", "develop", MergeKind.SQUASH, "bob");
        reviewed("feature/b", "develop", MergeKind.MERGE, "bob");
        branch("release/1.4.0", "develop");
        reviewed("bugfix/c", "release/1.4.0", MergeKind.SQUASH, "eve");
        String release = bare.tip("release/1.4.0");
        String merged = finished("release/1.4.0");

        assertThat(checkMerges("github", Map.of("commit", merged)))
                .containsEntry("verdict", "passed")
                .containsEntry("message", "Gate review passed: 3 merges were approved.")
                .hasEntrySatisfying("notes", notes -> assertThat((List<?>) notes)
                        .singleElement()
                        .asString()
                        .endsWith("had no pull request; it brings back only what was released before"));
        assertThat(checkMerges("github", Map.of("commit", merged, "since", before)))
                .containsEntry("verdict", "passed");
        assertThat(checkMerges("github", Map.of("commit", release, "branch", "release/1.4.0")))
                .containsEntry("verdict", "passed");
        assertThat(run.pauses()).isEmpty();
    }

    @Test
    void whatABranchBeginsWithWasReviewedForAnother() throws Exception {
        released();
        reviewed("feature/a", "develop", MergeKind.SQUASH, "bob");
        branch("release/1.4.0", "develop");

        assertThat(checkMerges("github", Map.of("commit", bare.tip("release/1.4.0"), "branch", "release/1.4.0")))
                .containsEntry("verdict", "passed");
    }

    @Test
    void aFinishedHotfixIsRefusedForTheOneCommitThatNobodySaw() throws Exception {
        released();
        branch("hotfix/1.3.1", "main");
        reviewed("fix/a", "hotfix/1.3.1", MergeKind.SQUASH, "bob");
        commit("hotfix/1.3.1", "hotfix/1.3.1", "straight");
        String straight = bare.tip("hotfix/1.3.1").substring(0, 8);
        String merged = finished("hotfix/1.3.1");

        refused(
                merged,
                "commit " + straight + ", which merge " + merged.substring(0, 8)
                        + " brings, came without a merged pull request");
    }

    @Test
    void aReleaseWithAChangeThatNobodyApprovedIsRefused() throws Exception {
        released();
        reviewed("feature/a", "develop", MergeKind.MERGE);
        branch("release/1.4.0", "develop");
        refused(finished("release/1.4.0"), "/pull/1 by ada has 0 of 1 approval by others");
    }

    @Test
    void aMergeThatAddsSomethingOfItsOwnIsRefused() throws Exception {
        released();
        reviewed("feature/a", "develop", MergeKind.SQUASH, "bob");
        branch("release/1.4.0", "develop");
        commit("unseen", "main", "unseen");
        bare.merge("main", "unseen", MergeKind.SQUASH, "unseen");
        refused(finished("release/1.4.0"), "came without a pull request and differs from what it brings");
    }

    @Test
    void gitLabIsAskedTheSame() throws Exception {
        released();
        branch("hotfix/1.3.1", "main");
        commit("fix/a", "hotfix/1.3.1", "fix");
        project.open("fix/a", "hotfix/1.3.1", "fix");
        project.approve(1, "bob");
        project.mergeByHand(1, "");
        String merged = finished("hotfix/1.3.1");

        assertThat(checkMerges("gitlab", Map.of("commit", merged)))
                .containsEntry("verdict", "passed")
                .hasEntrySatisfying("message", message -> assertThat((String) message)
                        .contains("/merge_requests/1 was approved by bob"));
        commit("hotfix/1.3.2", "main", "straight");
        String unseen = finished("hotfix/1.3.2");
        assertThatThrownBy(() -> checkMerges("gitlab", Map.of("commit", unseen)))
                .hasMessageContaining("brings, came without a merged pull request");
    }
}
