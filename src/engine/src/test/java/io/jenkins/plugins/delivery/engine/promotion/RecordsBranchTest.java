package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.github.BranchProtection;
import io.jenkins.plugins.delivery.testbed.github.PullRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A branch that takes no pushes: what is decided without a promotion is written beside it, counts at once, and is read with it. */
class RecordsBranchTest extends GitHubFixture {

    private static final String FILE = "delivery-records:.delivery/quarantine/payments";

    @BeforeEach
    void protect() {
        world.git.protectBranch("gitops", "main");
        repository.protect("main", new BranchProtection(List.of(), 1, true));
    }

    private Map<String, Object> arguments(Map<String, Object> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of(
                "service", "payments",
                "gitops", world.gitops,
                "credentialsId", "git",
                "mode", "pr",
                "run", "https://ci.example/job/payments/9"));
        arguments.putAll(changes);
        return arguments;
    }

    private Map<String, Object> record(Map<String, Object> changes) throws InterruptedException {
        return new DeliveryRecord(JGitGitOpsRepository::open)
                .run(
                        RequestBinder.bind("deliveryRecord", DeliveryRecordRequest.class, arguments(changes)),
                        world.context())
                .toMap();
    }

    private Map<String, Object> quarantine(Map<String, Object> changes) throws InterruptedException {
        return new QuarantineControl(JGitGitOpsRepository::open)
                .run(RequestBinder.bind("quarantine", QuarantineRequest.class, arguments(changes)), world.context())
                .toMap();
    }

    private static Map<String, Object> skip() {
        return Map.of("action", "skip", "env", "stage", "version", "1.4.0", "reason", "the fair");
    }

    private Ticket merged(Map<String, Object> changes, int pull) throws Exception {
        Ticket ticket = start(changes);
        repository.approvePull(pull, "ada");
        finish(ticket);
        return ticket;
    }

    @Test
    void aDecisionIsWrittenBesideTheBranchOnceForEachRun() throws Exception {
        Map<String, Object> first = record(skip());
        Map<String, Object> again = record(skip());
        record(Map.of("action", "approve", "env", "prod", "version", "1.4.0", "approver", "ada"));

        assertThat(again).isEqualTo(first);
        assertThat(world.git("log", "--format=%s", "delivery-records"))
                .isEqualTo("approve payments 1.4.0 for prod\nskip payments 1.4.0 in stage\n");
        assertThat(world.git("log", "-1", "--format=%H", "delivery-records~1").strip())
                .isEqualTo(first.get("commit"));
        assertThat(world.git("ls-tree", "-r", "delivery-records")).isEmpty();
        assertThat(world.commits()).isEqualTo(1);
        assertThat(repository.pulls()).isEmpty();
    }

    @Test
    void withoutPullRequestsTheRefusalNamesThem() {
        Map<String, Object> pushed = new LinkedHashMap<>(skip());
        pushed.put("mode", "push");
        assertThatThrownBy(() -> record(pushed))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("the branch main is protected")
                .hasMessageContaining("promote by pull request (mode: pr)");
    }

    @Test
    void aRefusedBranchOfRecordsIsNamed() {
        world.git.protectBranch("gitops", "delivery-records");
        assertThatThrownBy(() -> record(skip()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("the branch delivery-records beside main takes none")
                .hasMessageContaining("Let these credentials push to delivery-records");
    }

    @Test
    void aBanCountsAtOnceAndUntilItIsLifted() throws Exception {
        assertThat(quarantine(Map.of("version", "1.4.0", "env", "stage", "reason", "declines cards")))
                .containsEntry("quarantined", true)
                .containsEntry("changed", true);
        assertThat(quarantine(Map.of("version", "1.4.0", "reason", "again"))).containsEntry("changed", false);
        assertThat(world.git("show", FILE)).contains("1.4.0\t-\tstage\t", "declines cards");
        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("payments 1.4.0 is in quarantine since ");
        assertThat(repository.pulls()).isEmpty();

        assertThat(quarantine(Map.of("version", "1.4.0", "lift", true, "reason", "it was the database")))
                .containsEntry("quarantined", false);
        assertThat(world.git("ls-tree", "-r", "delivery-records")).isEmpty();
        start(Map.of());
        assertThat(repository.pulls()).hasSize(1);
    }

    @Test
    void aLineOfTheBranchIsLiftedBesideIt() throws Exception {
        world.git.unprotectBranch("gitops", "main");
        quarantine(Map.of("mode", "push", "version", "1.4.0", "reason", "declines cards"));
        world.git.protectBranch("gitops", "main");

        assertThat(quarantine(Map.of("version", "1.4.0", "lift", true, "reason", "it was the database")))
                .containsEntry("quarantined", false);
        assertThat(world.file(".delivery/quarantine/payments")).contains("1.4.0");
        assertThat(quarantine(Map.of())).containsEntry("banned", List.of());
        assertThat(quarantine(Map.of("version", "1.4.0", "reason", "no, it was not")))
                .containsEntry("quarantined", true)
                .containsEntry("changed", true);
    }

    @Test
    void aBanBesideTheBranchIsLiftedThereByWhoeverPushes() throws Exception {
        quarantine(Map.of("version", "1.4.0", "reason", "declines cards"));
        world.git.unprotectBranch("gitops", "main");

        assertThat(quarantine(Map.of("mode", "push", "version", "1.4.0", "lift", true, "reason", "it was fine")))
                .containsEntry("quarantined", false);
        assertThat(world.commits()).isEqualTo(1);
    }

    @Test
    void aPullRequestOfAVersionThatIsBannedMeanwhileIsClosed() throws Exception {
        Ticket ticket = start(Map.of());
        quarantine(Map.of("version", "1.4.0", "env", "dev", "reason", "declines cards"));

        assertThatThrownBy(() -> turn(ticket))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith("payments 1.4.0 in stage was not promoted, and its pull request " + github.url()
                        + "/acme/gitops/pull/1 was closed: payments 1.4.0 is in quarantine since ")
                .hasMessageContaining("(seen in dev, run https://ci.example/job/payments/9): declines cards. Promote");
        assertThat(repository.pulls().get(0).state()).isEqualTo(PullRequest.State.CLOSED);
    }

    @Test
    void whatFailedIsBannedWhileTheWayBackWaits() throws Exception {
        world.argo.degradeWhenDeployed("payments-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");
        Ticket ticket = start(Map.of());
        repository.approvePull(1, "ada");
        assertThatThrownBy(() -> finish(ticket)).hasMessageContaining("1.4.0 is in quarantine");

        assertThat(repository.pulls().get(1).state()).isEqualTo(PullRequest.State.OPEN);
        assertThatThrownBy(() -> start(Map.of("run", "https://ci.example/job/payments/8")))
                .hasMessageContaining("payments 1.4.0 is in quarantine");
        assertThat(world.git(
                        "log", "-1", "--format=%s: %(trailers:key=Delivery-Promotion,valueonly)", "delivery-records"))
                .startsWith("quarantine payments 1.4.0, seen in stage: "
                        + world.git("log", "--format=%H", "--no-merges", "--grep=^promote payments 1.4.0", "main"));
    }

    @Test
    void argoRollbackBansBeforeItsPullRequestIsMergedAndARestartWaitsOn() throws Exception {
        merged(Map.of(), 1);
        Ticket back = goBack(Map.of());
        assertThat(world.git("show", FILE)).contains("1.4.0", "payments are declined");
        // The controller restarts while people have not approved yet: the step begins again, and nothing is there
        // twice.
        goBack(Map.of());
        assertThat(repository.pulls()).hasSize(2);
        assertThat(world.git("rev-list", "--count", "delivery-records").strip()).isEqualTo("1");
        assertThat(turnBack(back)).isInstanceOf(Progress.Waiting.class);
        repository.approvePull(2, "ada");

        Progress<ArgoRollbackResult> progress = turnBack(back);
        while (progress instanceof Progress.Waiting<ArgoRollbackResult> waiting) {
            progress = turnBack(waiting.ticket());
        }
        assertThat(world.values("stage")).isEqualTo(PromotionWorld.VALUES);
        assertThat(world.git("ls-tree", "-r", "--name-only", "main")).doesNotContain("quarantine");
    }

    @Test
    void aPersonsWordToLeaveItIsWrittenBesideTheBranch() throws Exception {
        merged(Map.of(), 1);

        Progress<ArgoRollbackResult> kept = turnBack(goBack(Map.of("choice", "keep", "approver", "ada")));

        assertThat(((Progress.Done<ArgoRollbackResult>) kept).result().toMap()).containsEntry("state", "kept");
        assertThat(world.git("log", "-1", "--format=%s", "delivery-records").strip())
                .isEqualTo("keep payments 1.4.0 in stage");
    }

    @Test
    void whatFailedAndStaysIsKnownToTheNextWayBack() throws Exception {
        merged(Map.of(), 1);
        world.argo.degradeWhenDeployed("payments-stage", "1.5.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");
        Ticket bad = start(Map.of("version", "1.5.0", "rollback", "off", "run", "https://ci.example/job/payments/8"));
        repository.approvePull(2, "ada");
        assertThatThrownBy(() -> finish(bad)).hasMessageContaining("Nothing was put back, as rollback says");
        assertThat(world.git("log", "-1", "--format=%s", "delivery-records").strip())
                .isEqualTo("failed: payments 1.5.0 in stage");
        merged(Map.of("version", "1.6.0", "run", "https://ci.example/job/payments/9"), 3);

        goBack(Map.of());
        assertThat(repository.pulls().get(3).content().title()).isEqualTo("restore payments in stage to 1.4.0");
    }
}
