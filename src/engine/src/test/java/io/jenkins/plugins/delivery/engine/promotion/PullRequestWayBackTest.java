package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.git.BareRepository.MergeKind;
import io.jenkins.plugins.delivery.testbed.github.BranchProtection;
import io.jenkins.plugins.delivery.testbed.github.PullRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ways back by pull request, where the branch takes no push. */
class PullRequestWayBackTest extends GitHubFixture {

    @Test
    void goesBackByAPullRequestWhereTheBranchTakesNoPush() throws Exception {
        world.git.protectBranch("gitops", "main");
        repository.protect("main", new BranchProtection(List.of(), 1, true));
        world.argo.degradeWhenDeployed("payments-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");
        Ticket ticket = start(Map.of());
        repository.approvePull(1, "ada");

        assertThatThrownBy(() -> finish(ticket))
                .hasMessageContaining("payments 1.4.0 in stage did not come up")
                .hasMessageContaining("stage still names 1.4.0 in Git: pull request " + github.url()
                        + "/acme/gitops/pull/2 puts it back to 1.3.0, and is merged as soon as the rules of the branch"
                        + " allow it (1 of 1 approval is missing). 1.4.0 is in quarantine: it is promoted nowhere until"
                        + " that is lifted.");

        PullRequest back = repository.pulls().get(1);
        assertThat(back.content().title()).isEqualTo("restore payments in stage to 1.3.0");
        assertThat(back.content().body()).contains("-  tag: \"1.4.0\"", "+  tag: \"1.3.0\"", "Reason: `");
        repository.approvePull(2, "ada");
        repository.settle(2);
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
        assertThat(world.git("show", "delivery-records:.delivery/quarantine/payments"))
                .contains("1.4.0");
    }

    @Test
    void argoRollbackWaitsForThePullRequestAndForArgoCd() throws Exception {
        assertThat(finish(start(Map.of())).state()).isEqualTo(PromotionState.DEPLOYED);
        world.git.protectBranch("gitops", "main");
        repository.protect("main", new BranchProtection(List.of(), 1, true));

        Ticket ticket = goBack(Map.of());
        assertThat(((Progress.Waiting<ArgoRollbackResult>) turnBack(ticket)).message())
                .startsWith("payments in stage: pull request " + github.url() + "/acme/gitops/pull/2: ")
                .contains("1 of 1 approval is missing");
        assertThat(goBack(Map.of()).state()).containsEntry("pull", 2L);
        start(Map.of("version", "1.5.0", "run", "https://ci.example/job/payments/8"));
        assertThat(repository.pulls().get(1).state()).isEqualTo(PullRequest.State.OPEN);
        repository.approvePull(2, "ada");
        Progress<ArgoRollbackResult> progress = turnBack(ticket);
        while (progress instanceof Progress.Waiting<ArgoRollbackResult> waiting) {
            progress = turnBack(waiting.ticket());
        }

        assertThat(((Progress.Done<ArgoRollbackResult>) progress).result().toMap())
                .containsEntry("state", "restored")
                .containsEntry("from", "1.4.0")
                .containsEntry("to", "1.3.0")
                .containsEntry("needed", true);
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
        assertThat(promoted()).containsEntry("found", false);
    }

    @Test
    void aRepairThatIsMergedEndsTheWayBack() throws Exception {
        finish(start(Map.of()));
        repository.protect("main", new BranchProtection(List.of(), 1, true));
        Ticket back = goBack(Map.of());
        Ticket repair = start(Map.of("version", "1.4.1", "run", "https://ci.example/job/payments/8"));
        repository.approvePull(3, "ada");

        assertThat(finish(repair).state()).isEqualTo(PromotionState.DEPLOYED);
        assertThat(repository.pulls().get(1).state()).isEqualTo(PullRequest.State.CLOSED);
        assertThat(((Progress.Done<ArgoRollbackResult>) turnBack(back)).result().toMap())
                .containsEntry("state", "superseded");
        assertThat(world.values("stage")).contains("1.4.1");
    }

    @Test
    void givingUpTheWayBackSaysSo() throws Exception {
        finish(start(Map.of()));
        repository.protect("main", new BranchProtection(List.of(), 1, true));
        Ticket ticket = goBack(Map.of());

        assertThat(rollback().cancel(ticket, "aborted", world.context()))
                .isEqualTo(
                        "The pull request " + github.url() + "/acme/gitops/pull/2 was closed; stage still has 1.4.0.");
        assertThatThrownBy(() -> turnBack(ticket))
                .hasMessage("payments 1.3.0 in stage was not put back: its pull request " + github.url()
                        + "/acme/gitops/pull/2 was closed without being merged. stage still has 1.4.0. Go back again,"
                        + " or reopen it first; a branch that was deleted has to be restored before.");
    }

    @Test
    void anAbortAfterTheMergePutsBack() throws Exception {
        Ticket ticket = start(Map.of("autoMerge", false));
        repository.merge(
                1,
                MergeKind.SQUASH,
                world.git(
                        "show",
                        "-s",
                        "--format=%B",
                        repository.pulls().get(0).content().head()));

        assertThat(world.promoter().cancel(ticket, "aborted", world.context()))
                .isEqualTo("It was merged before it could be closed. stage still names 1.4.0 in Git: pull request "
                        + github.url() + "/acme/gitops/pull/2 puts it back to 1.3.0, and has to be merged.");
        repository.merge(2, MergeKind.MERGE, "Merge");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
        assertThat(world.git("ls-tree", "-r", "--name-only", "main")).doesNotContain("quarantine");
    }

    @Test
    void whatFailsAfterTheMergeIsPutBackAsEver() throws Exception {
        world.argo.degradeWhenDeployed("payments-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");
        Ticket ticket = start(Map.of());

        assertThatThrownBy(() -> finish(ticket))
                .hasMessageContaining("payments 1.4.0 in stage did not come up")
                .hasMessageContaining("stage is back at 1.3.0 (pull request " + github.url() + "/acme/gitops/pull/2, ");
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
    }
}
