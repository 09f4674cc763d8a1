package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.gitlab.GitLabProject;
import io.jenkins.plugins.delivery.testbed.gitlab.GitLabServer;
import io.jenkins.plugins.delivery.testbed.gitlab.MergeRequest;
import io.jenkins.plugins.delivery.testbed.gitlab.MergeRules;
import io.jenkins.plugins.delivery.testbed.gitlab.MergeRules.Method;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promotions by merge request at GitLab: what it waits for is told, and every way in which GitLab merges is recognised. */
class GitLabPullRequestModeTest extends PullRequestFixture {

    private static final String PATH = "acme/gitops";

    private GitLabServer gitlab;
    private GitLabProject project;

    @BeforeEach
    void openSite() {
        gitlab = GitLabServer.start(TOKEN, PATH);
        project = gitlab.project(PATH);
        project.hosts(bare);
    }

    @AfterEach
    void closeSite() {
        gitlab.close();
        assertThat(gitlab.failures()).isEmpty();
    }

    @Override
    Map<String, Object> site() {
        return Map.of("forge", "gitlab", "forgeUrl", gitlab.api(), "forgeProject", PATH, "forgeCredentialsId", "forge");
    }

    private String head() {
        return bare.tip(project.mergeRequests().get(0).sourceBranch());
    }

    @Test
    void saysWhatIsMissingOneAfterTheOther() throws Exception {
        project.rules(new MergeRules(Method.MERGE, false, 2, true, true));
        Ticket ticket = start(Map.of("autoMerge", false));

        assertThat(waiting(ticket).message())
                .startsWith("payments in stage: pull request " + gitlab.url() + "/acme/gitops/-/merge_requests/1: ")
                .contains("no pipeline has run, and without one the project merges nothing");
        project.pipeline(head(), "running");
        assertThat(waiting(ticket).message()).contains("its pipeline is running");
        project.pipeline(head(), "failed", "lint", "policy", "may-fail");
        assertThat(waiting(ticket).message()).contains(": job 'lint' failed; job 'policy' failed (");
        project.pipeline(head(), "success");
        project.requestChanges(1, "bob");
        assertThat(waiting(ticket).message()).contains("somebody asked for changes");
        project.approve(1, "bob");
        assertThat(waiting(ticket).message()).contains("1 of 2 approvals are missing");
        project.thread(1, true);
        assertThat(waiting(ticket).message()).contains("threads are not resolved");
        project.thread(1, false);
        project.draft(1, true);
        assertThat(waiting(ticket).message()).contains(": it is a draft (");
        project.draft(1, false);
        project.checkingNext(1);
        assertThat(waiting(ticket).message()).contains("GitLab still works out whether it can be merged");
        project.approve(1, "ada");
        assertThat(waiting(ticket).message()).contains("nothing is missing, it waits to be merged");
    }

    @ParameterizedTest
    @CsvSource({"MERGE, false", "MERGE, true", "FAST_FORWARD, false", "FAST_FORWARD, true"})
    void recognisesEveryKindOfMergeAndThenWaitsForArgoCd(Method method, boolean squash) throws Exception {
        project.rules(new MergeRules(method, squash, 1, false, true));
        Ticket ticket = start(Map.of());
        assertThat(waiting(ticket).message()).contains("1 of 1 approval is missing");
        project.approve(1, "ada");

        ArgoPromoteResult result = finish(ticket);

        assertThat(result.state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(result.change().from()).isEqualTo("1.3.0");
        assertThat(bare.contains("main", result.change().commit())).isTrue();
        assertThat(world.git(
                                "show",
                                "-s",
                                "--format=%(trailers:key=Delivery-Version,valueonly)",
                                result.change().commit())
                        .strip())
                .isEqualTo("1.4.0");
        assertThat(project.mergeRequests())
                .singleElement()
                .extracting(MergeRequest::state)
                .isEqualTo("merged");
        assertThat(world.git("branch", "--list", "delivery/*")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anOlderGitLabIsAskedAgainUntilItMerges(boolean pipeline) throws Exception {
        project.rules(new MergeRules(Method.MERGE, false, 1, pipeline, false));
        Ticket ticket = start(Map.of());
        assertThat(project.mergeRequests().get(0).state()).isEqualTo("opened");
        if (pipeline) {
            project.pipeline(head(), "running");
            // It waits for a running pipeline by itself, and for nothing else.
            Ticket asked = waiting(ticket).ticket();
            assertThat(asked.state()).containsEntry("asked", true);
            project.pipeline(head(), "success");
        }
        project.approve(1, "ada");

        assertThat(finish(ticket).state()).isEqualTo(PromotionState.DEPLOYED);
    }

    @Test
    void whatHasNoPipelineIsMergedAtOnce() throws Exception {
        Ticket ticket = start(Map.of());

        assertThat(project.mergeRequests().get(0).state()).isEqualTo("merged");
        assertThat(finish(ticket).state()).isEqualTo(PromotionState.DEPLOYED);
    }

    @Test
    void aRunningPipelineIsWaitedForAlthoughNoRuleWantsIt() throws Exception {
        project.rules(new MergeRules(Method.MERGE, false, 1, false, false));
        Ticket ticket = start(Map.of());
        project.pipeline(head(), "running");
        project.approve(1, "ada");
        Ticket asked = waiting(ticket).ticket();
        assertThat(project.mergeRequests().get(0).state()).isEqualTo("opened");
        project.pipeline(head(), "success");

        assertThat(finish(asked).state()).isEqualTo(PromotionState.DEPLOYED);
    }

    @Test
    void goesBackByAMergeRequest() throws Exception {
        world.argo.degradeWhenDeployed("payments-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");
        Ticket ticket = start(Map.of());

        assertThatThrownBy(() -> finish(ticket))
                .hasMessageContaining("stage is back at 1.3.0 (pull request " + gitlab.url()
                        + "/acme/gitops/-/merge_requests/2, commit ");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
    }

    @Test
    void aProtectedBranchGoesBackByAMergeRequestAndBansAtOnce() throws Exception {
        world.git.protectBranch("gitops", "main");
        project.rules(new MergeRules(Method.MERGE, true, 1, false, true));
        world.argo.degradeWhenDeployed("payments-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");
        Ticket ticket = start(Map.of());
        project.approve(1, "ada");

        assertThatThrownBy(() -> finish(ticket))
                .hasMessageContaining(
                        "/merge_requests/2 puts it back to 1.3.0, and is merged as soon as the rules of the"
                                + " branch allow it (1 of 1 approval is missing). 1.4.0 is in quarantine");
        assertThatThrownBy(() -> start(Map.of("run", "https://ci.example/job/payments/8")))
                .hasMessageContaining("payments 1.4.0 is in quarantine");
        project.mergeByHand(2, "");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
        assertThat(world.git("log", "-1", "--format=%s", "delivery-records").strip())
                .isEqualTo("quarantine payments 1.4.0, seen in stage");
    }

    @Test
    void isMadeAnewWhenItHasToContainTheNewestCommit() throws Exception {
        project.rules(new MergeRules(Method.FAST_FORWARD, false, 1, false, true));
        Ticket ticket = start(Map.of());
        world.foreignCommit("README.md", "moved\n");
        project.approve(1, "ada");

        ArgoPromoteResult result = finish(ticket);

        assertThat(result.state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(project.mergeRequests()).hasSize(1);
        assertThat(result.change().commit()).isEqualTo(bare.tip("main"));
        assertThat(world.git("rev-list", "--count", "--merges", "main").strip()).isEqualTo("0");
    }

    @Test
    void isMadeAnewWhenItConflicts() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        world.foreignCommit("environments/stage/payments/values.yaml", PromotionWorld.VALUES.replace("1.3.0", "1.3.1"));

        Ticket renewed = waiting(ticket).ticket();
        assertThat(waiting(renewed).message()).contains("nothing is missing");
        project.mergeByHand(1, "");

        ArgoPromoteResult result = finish(renewed);
        assertThat(result.change().from()).isEqualTo("1.3.1");
        assertThat(result.state()).isEqualTo(PromotionState.DEPLOYED);
    }

    @Test
    void failsWhenSomebodyClosesItAndAnAbortClosesIt() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));

        assertThat(world.promoter().cancel(ticket, "aborted by ada", world.context()))
                .isEqualTo("The pull request " + gitlab.url()
                        + "/acme/gitops/-/merge_requests/1 was closed; stage still has 1.3.0.");

        assertThat(project.mergeRequests().get(0).notes())
                .singleElement()
                .asString()
                .contains("gave this promotion up");
        assertThat(world.git("branch", "--list", "delivery/*")).isEmpty();
        assertThatThrownBy(() -> turn(ticket))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("was closed without being merged. stage still has 1.3.0.");
    }

    @Test
    void noSecretOfTheRunGetsIntoTheMergeRequest() throws Exception {
        world.foreignCommit(VALUES, PromotionWorld.VALUES.replace("replicas: 2", "owner: " + PromotionWorld.PASSWORD));
        // Where the text is cut there is a secret, too.
        String reason = "r".repeat(470) + " it was " + PromotionWorld.PASSWORD + " and " + TOKEN;
        Ticket ticket = start(Map.of("autoMerge", false, "reason", reason, "approver", "ada " + TOKEN));

        assertThat(project.mergeRequests().get(0).description())
                .contains("r it was ****", "Approved by `ada ****`", " owner: ****")
                .doesNotContain(PromotionWorld.PASSWORD.substring(0, 6), TOKEN.substring(0, 8));
        assertThat((String) ticket.state().get("diff")).doesNotContain(PromotionWorld.PASSWORD);

        world.promoter().cancel(ticket, "the token " + TOKEN + " is dead", world.context());

        assertThat(project.mergeRequests().get(0).notes().get(0))
                .contains("is dead")
                .doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void saysWhenItsBranchIsGoneAndGoesOnWhenThatIsBack(boolean newer) throws Exception {
        project.rules(new MergeRules(Method.MERGE, false, 1, false, newer));
        Ticket ticket = start(Map.of());
        String branch = project.mergeRequests().get(0).sourceBranch();
        String commit = head();
        bare.delete(branch);

        Ticket gone = waiting(ticket).ticket();
        assertThat(waiting(gone).message())
                .contains("/merge_requests/1: its branch " + branch
                        + " is gone or has no commits: restore it, or close the merge request to give it up (");

        world.git("branch", branch, commit);
        assertThat(waiting(gone).message()).contains("1 of 1 approval is missing");
        project.approve(1, "ada");
        assertThat(finish(gone).state()).isEqualTo(PromotionState.DEPLOYED);
    }
}
