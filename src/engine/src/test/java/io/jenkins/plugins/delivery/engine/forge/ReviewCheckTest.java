package io.jenkins.plugins.delivery.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import io.jenkins.plugins.delivery.testbed.github.BranchProtection;
import io.jenkins.plugins.delivery.testbed.github.PullRequest.Content;
import io.jenkins.plugins.delivery.testbed.github.Ruleset;
import io.jenkins.plugins.delivery.testbed.gitlab.MergeRequest;
import io.jenkins.plugins.delivery.testbed.gitlab.MergeRules;
import io.jenkins.plugins.delivery.testbed.gitlab.ProtectedBranch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was merged without anybody else looking is refused, and so is a branch that lets it happen; at GitHub and at GitLab. */
class ReviewCheckTest extends ReviewFixture {

    /** One more commit, of a file that is named like its branch. */
    private String pushed(String branch, String from, String text) {
        commit(branch, from, branch, text);
        return branch;
    }

    /** A pull request of one commit on a branch of its own. */
    private int proposed(String branch) {
        pushed(branch, "main", "1");
        project.open(branch, "main", branch);
        return payments.openPull("ada", new Content(branch, "", branch, "", "main"))
                .number();
    }

    private String mergedAtGitHub(String branch, String... approvers) {
        int number = proposed(branch);
        for (String approver : approvers) {
            payments.approvePull(number, approver);
        }
        return payments.merge(number, MergeKind.MERGE, "Merge pull request #" + number);
    }

    private void refused(String forge, Map<String, Object> changes, String... sentences) {
        assertThatThrownBy(() -> check(forge, changes)).isInstanceOfSatisfying(GateFailedException.class, failure -> {
            assertThat(failure.getMessage()).startsWith("Gate review failed: ");
            for (String sentence : sentences) {
                assertThat(failure.getMessage()).contains(sentence);
            }
            assertThat(failure.result()).containsEntry("verdict", "failed");
        });
    }

    @Test
    void aMergeThatSomebodyElseApprovedPasses() throws Exception {
        String merged = mergedAtGitHub("feature-a", "bob");
        payments.protect("main", new BranchProtection(List.of("release/gate"), 1, true));

        Map<String, Object> result = check("github", Map.of("commit", merged, "checks", List.of("release/gate")));

        assertThat(result)
                .containsEntry("verdict", "passed")
                .containsEntry("name", "review")
                .containsEntry("url", github.url() + "/acme/payments/pull/1")
                .containsEntry(
                        "message",
                        "Gate review passed: " + github.url()
                                + "/acme/payments/pull/1 was approved by bob; branch main is protected as asked.")
                .containsEntry(
                        "reviews",
                        List.of(Map.of(
                                "number",
                                1L,
                                "url",
                                github.url() + "/acme/payments/pull/1",
                                "approvedBy",
                                List.of("bob"))));
    }

    @Test
    void whatNobodyElseApprovedIsRefused() throws Exception {
        payments.protect("main", new BranchProtection(List.of(), 1, true));
        String alone = mergedAtGitHub("feature-a", "ada");
        refused("github", Map.of("commit", alone), "/pull/1 by ada has 0 of 1 approval by others");
        int number = proposed("feature-b");
        payments.review(number, "scanner[bot]", "APPROVED", "MEMBER");
        payments.review(number, "stranger", "APPROVED", "NONE");
        payments.review(number, "bob", "APPROVED", "MEMBER");
        payments.review(number, "bob", "DISMISSED", "MEMBER");
        payments.review(number, "eve", "CHANGES_REQUESTED", "MEMBER");
        payments.review(number, "eve", "COMMENTED", "MEMBER");
        refused(
                "github",
                Map.of("commit", payments.merge(number, MergeKind.SQUASH, "b")),
                "/pull/2 by ada has 0 of 1 approval by others",
                "eve asked for changes in pull request");
        bare.merge("main", pushed("straight", "main", "1"), MergeKind.SQUASH, "straight");
        refused(
                "github",
                Map.of("commit", bare.tip("main")),
                "commit " + bare.tip("main").substring(0, 8) + " came to main without a merged pull request");
        assertThat(run.pauses()).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    @Test
    void everythingSinceTheLastReleaseIsLookedAt() throws Exception {
        payments.protect("main", new BranchProtection(List.of(), 1, true));
        String one = mergedAtGitHub("feature-a", "bob");
        String two = mergedAtGitHub("feature-b");
        String three = mergedAtGitHub("feature-c", "bob");

        refused("github", Map.of("commit", three, "since", first), "/pull/2 by ada has 0 of 1 approval by others");
        assertThat(check("github", Map.of("commit", three, "since", two))).containsEntry("verdict", "passed");
        payments.approvePull(2, "eve");
        assertThat(check("github", Map.of("commit", three, "since", first)))
                .hasEntrySatisfying("message", message -> assertThat((String) message)
                        .startsWith("Gate review passed: 3 merges were approved"));
        assertThatThrownBy(() -> check("github", Map.of("commit", one, "since", three)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("Gate review could not decide")
                .hasMessageContaining("is not part of the history of");
    }

    @Test
    void aPullRequestThatIsOpenIsJudgedAtItsTip() throws Exception {
        payments.protect("main", new BranchProtection(List.of(), 1, true));
        int number = proposed("feature-a");
        payments.approvePull(number, "bob");
        pushed("feature-a", "feature-a", "2");
        environment.put("CHANGE_ID", "" + number);
        environment.put("CHANGE_TARGET", "main");

        assertThat(check("github", Map.of())).containsEntry("verdict", "passed");
        refused("github", Map.of("stale", false), "has 0 of 1 approval by others, and 1 of an older commit");
        refused("github", Map.of("approvals", 2), "has 1 of 2 approvals by others");
    }

    @Test
    void aBranchOfGitHubThatLetsAnybodyInIsRefused() throws Exception {
        Map<String, Object> protection = Map.of("requireReview", false, "checks", List.of("release/gate"));
        refused(
                "github",
                protection,
                "branch main is not protected; branch main does not require the status release/gate");
        payments.protect("main", new BranchProtection(List.of("lint"), 0, false, false, true));
        refused(
                "github",
                protection,
                "branch main can be pushed to without a pull request",
                "branch main requires 0 of 1 approval",
                "the history of branch main may be rewritten",
                "does not require the status release/gate");
        payments.protect("main", new BranchProtection(List.of("release/gate"), 1, false));
        assertThat(check("github", protection))
                .containsEntry("verdict", "passed")
                .containsEntry("notes", List.of("administrators are not bound by the protection"));
        refused(
                "github",
                Map.of("requireReview", false, "bypass", false),
                "administrators are not bound by the protection");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void rulesetsAreSeenByEverybodyAndProtectionIsNot(int status) throws Exception {
        payments.hideProtection(status);
        payments.protect("main", new BranchProtection(List.of("release/gate"), 1, true));
        Map<String, Object> protection = Map.of("requireReview", false, "checks", List.of("release/gate"));

        assertThatThrownBy(() -> check("github", protection))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("Gate review could not decide")
                .hasMessageContaining("with " + status)
                .hasMessageContaining("\"Administration: read\"");
        assertThat(check("github", Map.of("requireReview", false, "checks", List.of("release/gate"), "onFail", "warn")))
                .containsEntry("verdict", "errored");
        payments.ruleset(new Ruleset("main", 1, List.of("release/gate"), false, false, 2));
        assertThat(check("github", protection)).containsEntry("verdict", "passed");
        payments.hideProtection(0);
        assertThat(check("github", protection))
                .containsEntry("notes", List.of("2 actors may go around the ruleset ruleset 1"));
    }

    @Test
    void gitLabIsAskedForApprovalsAndForItsProtectedBranches() throws Exception {
        proposed("feature-a");
        project.approve(1, MergeRequest.AUTHOR);
        project.approve(1, "project_12_bot_3f");
        project.mergeByHand(1, "");
        String merged = bare.tip("main");
        refused(
                "gitlab",
                Map.of("commit", merged),
                "/merge_requests/1 by delivery-bot has 0 of 1 approval by others",
                "branch main is not protected");
        project.approve(1, "bob");
        project.protect(new ProtectedBranch("ma*", List.of(40), false));
        assertThat(check("gitlab", Map.of("commit", merged)))
                .containsEntry("verdict", "passed")
                .containsEntry(
                        "notes",
                        List.of(
                                "the site cannot require approvals for main here, so each merge is checked instead",
                                "Maintainers may push without a merge request"));
        refused("gitlab", Map.of("commit", merged, "bypass", false), "Maintainers may push without a merge request");
        refused("gitlab", Map.of("requireReview", false), "the site cannot require approvals for main here");
        refused(
                "gitlab",
                Map.of("commit", merged, "checks", List.of("release/gate")),
                "branch main does not require the status release/gate");
        project.rules(new MergeRules(MergeRules.Method.MERGE, false, 0, true, true));
        project.premium(1, true);
        assertThat(check("gitlab", Map.of("commit", merged, "since", first, "checks", List.of("release/gate"))))
                .containsEntry("verdict", "passed")
                .hasEntrySatisfying("notes", notes -> assertThat((List<?>) notes)
                        .hasToString("[Maintainers may push without a merge request, authors may approve their own"
                                + " merge requests]"));
        project.protect(new ProtectedBranch("main", List.of(30), true));
        refused(
                "gitlab",
                Map.of("commit", merged),
                "branch main can be pushed to without a pull request",
                "the history of branch main may be rewritten");
        project.requestChanges(1, "eve");
        refused("gitlab", Map.of("commit", merged), "eve asked for changes");
    }

    @Test
    void whatCannotBeReadIsNoVerdict() throws Exception {
        github.failAlways(401);
        assertThatThrownBy(() -> check("github", Map.of("commit", first)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("Gate review could not decide: ")
                .hasMessageContaining("what the token of the forge may read");
        github.recover();
        assertThatThrownBy(() -> check("github", Map.of("commit", first, "branch", "gone", "requireReview", false)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("Branch not found");
        gitlab.failAlways("/api/v4/projects/acme%2Fpayments/protected_branches", 403);
        assertThatThrownBy(() -> check("gitlab", Map.of("requireReview", false)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("the scope read_api and the role Developer");
    }

    @Test
    void problemsOfTheRequestAreTogether() {
        assertThatThrownBy(() -> check("github", Map.of("commit", "x", "since", "y", "number", 0, "approvals", 0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("commit 'x'")
                .hasMessageContaining("since 'y'")
                .hasMessageContaining("number is not")
                .hasMessageContaining("approvals is 0");
        assertThatThrownBy(() -> check("github", Map.of("requireReview", false, "protection", false)))
                .hasMessageContaining("there is nothing to check");
        assertThatThrownBy(() -> check("github", Map.of())).hasMessageContaining("commit is required, or number");
    }
}
