package io.jenkins.plugins.delivery.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.promotion.QuarantineControl;
import io.jenkins.plugins.delivery.engine.promotion.QuarantineRequest;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a deployer other than Argo CD reads from the GitOps repository, and what it leaves there; by the example of ECS. */
class DeployLedgerTest {

    private static final Map<String, Object> NOTHING = Map.of();

    @TempDir
    Path directory;

    private LedgerWorld world;

    @BeforeEach
    void start() {
        world = new LedgerWorld(directory);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aDeploymentIsOneCommitWithoutFiles() throws Exception {
        world.deploy("1.3.0", NOTHING);
        Map<String, Object> result = world.deploy("1.4.0", Map.of("approver", "ada", "reason", "release"));

        assertThat(result)
                .containsEntry("commit", world.git("rev-parse", "main").strip());
        assertThat(world.ledger()).containsExactly("deploy payments 1.4.0 to stage", "deploy payments 1.3.0 to stage");
        assertThat(world.git("show", "--stat", "--format=", "main")).isBlank();
        assertThat(world.newest("Delivery-Deployer")).isEqualTo("ecs");
        assertThat(world.newest("Delivery-From")).isEqualTo("1.3.0");
        assertThat(world.newest("Delivery-Digest")).isEqualTo(LedgerWorld.digest("1.4.0"));
        assertThat(world.newest("Delivery-Source-Commit")).isEqualTo(world.commits.get("1.4.0"));
        assertThat(world.newest("Delivery-Approver")).isEqualTo("ada");
        // The same run once more, as after a crash.
        world.deploy("1.4.0", Map.of("approver", "ada", "reason", "release"));
        assertThat(world.ledger()).hasSize(2);
    }

    @Test
    void aVersionThatBrokeIsBannedInTheCommitThatTellsOfGoingBack() throws Exception {
        world.deploy("1.3.0", NOTHING);

        assertThatThrownBy(() -> world.deployBroken("1.4.0", NOTHING))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("stage is back at 1.3.0")
                .hasMessageContaining("1.4.0 is in quarantine: it is promoted nowhere until that is lifted.");

        assertThat(world.ledger()).startsWith("roll back payments 1.3.0 in stage", "deploy payments 1.4.0 to stage");
        assertThat(world.git("show", "--name-only", "--format=", "main").strip())
                .isEqualTo(".delivery/quarantine/payments");
        assertThat(world.newest("Delivery-Quarantined")).isEqualTo("1.4.0");
        assertThat(world.newest("Delivery-Restores"))
                .isEqualTo(world.git("rev-parse", "main^").strip());
        assertThat(world.quarantine()).contains("1.4.0\t" + LedgerWorld.digest("1.4.0") + "\tstage\t2026-11-21T10:");

        int before = (int) world.ecs.calls("RegisterTaskDefinition");
        assertThatThrownBy(() -> world.begin("1.4.0", Map.of("env", "prod", "run", "another")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("payments 1.4.0 is in quarantine since")
                .hasMessageContaining("ECS gave the deployment up");
        assertThatThrownBy(() -> world.begin("1.4.1", Map.of("digest", LedgerWorld.digest("1.4.0"), "commit", "")))
                .hasMessageContaining("payments 1.4.1 has the image of 1.4.0, which is in quarantine");
        assertThat(world.ecs.calls("RegisterTaskDefinition")).isEqualTo(before);

        lift("1.4.0");
        assertThat(world.deploy("1.4.0", Map.of("run", "another"))).containsEntry("state", "deployed");
    }

    @Test
    void aProtectedBranchHasTheLedgerBesideIt() throws Exception {
        world.git.protectBranch("gitops", "main");
        Map<String, Object> beside = Map.of("mode", "pr");
        String tip = world.git("rev-parse", "main");
        world.deploy("1.3.0", beside);
        assertThatThrownBy(() -> world.deployBroken("1.4.0", beside))
                .hasMessageContaining("stage is back at 1.3.0")
                .hasMessageContaining("1.4.0 is in quarantine");

        assertThat(world.git("rev-parse", "main")).isEqualTo(tip);
        assertThat(world.git("log", "--format=%s", "delivery-records"))
                .startsWith("roll back payments 1.3.0 in stage\ndeploy payments 1.4.0 to stage\n");
        assertThatThrownBy(() -> world.begin("1.4.0", Map.of("mode", "pr", "run", "another")))
                .hasMessageContaining("payments 1.4.0 is in quarantine since");
        assertThatThrownBy(() -> world.deploy("1.5.0", Map.of("mode", "push", "run", "third")))
                .hasMessageContaining("the branch main is protected");
    }

    private void lift(String version) throws InterruptedException {
        new QuarantineControl(JGitGitOpsRepository::open)
                .run(
                        RequestBinder.bind(
                                "quarantine",
                                QuarantineRequest.class,
                                Map.of(
                                        "service",
                                        "payments",
                                        "version",
                                        version,
                                        "lift",
                                        true,
                                        "reason",
                                        "the database was away",
                                        "gitops",
                                        world.git.url("gitops"),
                                        "credentialsId",
                                        "git")),
                        world.context());
    }

    @Test
    void whatWasAbortedOrCouldNotBeSeenIsNotBanned() throws Exception {
        world.deploy("1.3.0", NOTHING);
        Ticket ticket = world.begin("1.4.0", NOTHING);
        assertThat(world.step().cancel(ticket, "aborted by ada", world.context()))
                .startsWith("stage is back at 1.3.0")
                .doesNotContain("quarantine");
        assertThat(world.newest("Delivery-Action")).isEqualTo("rollback");
        assertThat(world.quarantine()).startsWith("exit code");

        Ticket late = world.begin("1.4.0", Map.of("run", "second"));
        world.clock.advance(Duration.ofHours(1));
        assertThat(world.step().cancel(late, "timed out", world.context())).contains("1.4.0 is in quarantine");
    }

    @Test
    void withoutQuarantineNothingIsBanned() throws Exception {
        world.deploy("1.3.0", NOTHING);
        assertThatThrownBy(() -> world.deployBroken("1.4.0", Map.of("quarantine", false)))
                .hasMessageContaining("stage is back at 1.3.0");
        assertThat(world.quarantine()).startsWith("exit code");
    }

    @Test
    void aMigrationInBetweenMakesAPersonChoose() throws Exception {
        world.deploy("1.4.0", NOTHING);

        assertThatThrownBy(() -> world.deployBroken("1.5.0", NOTHING))
                .hasMessageContaining("Nothing was put back: stage has 1.5.0, and a person has to choose.")
                .hasMessageContaining("the migration db/migrations/V7__invoices.sql")
                .hasMessageContaining("Say so with ecsDeploy restore: 'payments-stage:3' and choice: 'rollback'");
        assertThat(world.ecs.current()).isEqualTo("payments-stage:3");
        assertThat(world.ledger()).startsWith("failed: payments 1.5.0 in stage", "deploy payments 1.5.0 to stage");
        assertThat(world.attached.get("delivery/failure-stage.md")).contains("feat: 1.5.0");

        Map<String, Object> restore = Map.of("restore", "payments-stage:3");
        assertThatThrownBy(() -> world.begin("1.5.0", restore))
                .hasMessageContaining("Nothing was put back in stage: a person has to choose.");
        assertThat(world.finish(world.begin("1.5.0", Map.of("restore", "own", "check", true))))
                .contains(
                        entry("state", "planned"),
                        entry("changed", false),
                        entry("needed", true),
                        entry("ask", true),
                        entry("from", "1.5.0"),
                        entry("to", "1.4.0"),
                        entry("migrations", List.of("db/migrations/V7__invoices.sql")));

        Map<String, Object> chosen = Map.of("restore", "own", "choice", "rollback", "approver", "ada");
        assertThat(world.deploy("1.5.0", chosen))
                .containsEntry("state", "restored")
                .containsEntry("to", "1.4.0");
        assertThat(world.newest("Delivery-Choice")).isEqualTo("rollback");
        assertThat(world.newest("Delivery-Approver")).isEqualTo("ada");
        assertThat(world.newest("Delivery-Quarantined")).isEqualTo("1.5.0");
    }

    @ParameterizedTest
    @CsvSource({"keep,keep,''", "roll-forward,roll-forward,1.4.0"})
    void aPersonMayLeaveWhatFailed(String choice, String action, String banned) throws Exception {
        world.deploy("1.3.0", NOTHING);
        assertThatThrownBy(() -> world.deployBroken("1.4.0", Map.of("rollback", "ask")))
                .hasMessageContaining("a person has to choose");
        String deployment = world.git("rev-parse", "main^").strip();

        assertThat(world.finish(world.begin("1.4.0", Map.of("rollback", "ask", "restore", "own", "choice", choice))))
                .containsEntry("state", "kept")
                .containsEntry("to", "1.4.0")
                .containsEntry("commit", world.git("rev-parse", "main").strip());
        assertThat(world.ecs.current()).isEqualTo("payments-stage:3");
        assertThat(world.newest("Delivery-Action")).isEqualTo(action);
        assertThat(world.newest("Delivery-Promotion")).isEqualTo(deployment);
        assertThat(world.newest("Delivery-Quarantined")).isEqualTo(banned);
    }

    @Test
    void aLaterGateThatFailedBansAndOneThatWasAbortedDoesNot() throws Exception {
        world.deploy("1.3.0", NOTHING);
        world.deploy("1.4.0", NOTHING);
        Map<String, Object> aborted = Map.of("restore", "own", "aborted", true, "reason", "verification aborted");
        assertThat(world.deploy("1.4.0", aborted)).containsEntry("state", "restored");
        assertThat(world.quarantine()).startsWith("exit code");
        assertThat(world.newest("Delivery-Restores"))
                .isEqualTo(world.git("rev-parse", "main^").strip());

        world.deploy("1.4.0", Map.of("run", "second"));
        world.deploy("1.4.0", Map.of("restore", "own", "reason", "e2e failed", "run", "second"));
        assertThat(world.quarantine()).contains("1.4.0", "e2e failed");
    }

    @Test
    void nothingIsPutBackWhereAnotherVersionStands() throws Exception {
        world.deploy("1.3.0", NOTHING);
        Map<String, Object> check = world.finish(world.begin("1.4.0", Map.of("restore", "own", "check", true)));

        assertThat(check).contains(entry("needed", false), entry("ask", false));
        assertThat(world.log).contains("payments in stage: 1.3.0 stands; there is nothing to put back.");
        assertThat(world.finish(world.begin("1.4.0", Map.of("restore", "own")))).containsEntry("state", "superseded");
        assertThat(world.ledger()).hasSize(1);
    }

    @Test
    void anotherRunOfTheSameVersionDoesNotUndoIt() throws Exception {
        world.deploy("1.3.0", NOTHING);
        world.deploy("1.4.0", NOTHING);

        assertThat(world.finish(world.begin("1.4.0", Map.of("restore", "own", "check", true, "run", "a replay"))))
                .containsEntry("needed", false);
    }

    @Test
    void aFirstVersionHasNothingToGoBackTo() throws Exception {
        Map<String, Object> check =
                world.finish(world.begin("1.2.0", Map.of("restore", "payments-stage:1", "check", true, "commit", "")));

        assertThat(check).containsEntry("needed", false);
        assertThat(check.get("question").toString()).contains("does not tell which revision ran before it");
        assertThat(world.log)
                .contains(
                        "payments in stage: The task definition payments-stage:1 does not tell which revision ran before"
                                + " it: it was not made by ecsDeploy.");
        assertThatThrownBy(() -> world.begin("1.2.0", Map.of("restore", "payments-stage:1", "commit", "")))
                .hasMessageContaining("does not tell which revision ran before it");
    }

    @Test
    void anEnvironmentBeforeHasToBePassedWithTheSameImage() throws Exception {
        Map<String, Object> stage = Map.of("after", "dev");
        assertThatThrownBy(() -> world.begin("1.3.0", stage))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("payments 1.3.0 may not go to stage before it passed dev")
                .hasMessageContaining("was never promoted to dev");

        world.deploy("1.3.0", Map.of("env", "dev"));
        assertThatThrownBy(() -> world.begin("1.3.0", Map.of("after", "dev", "digest", LedgerWorld.digest("1.9.0"))))
                .hasMessageContaining("had the image " + LedgerWorld.digest("1.3.0"));
        assertThat(world.deploy("1.3.0", Map.of("after", "dev", "run", "on"))).containsEntry("state", "unchanged");
    }

    @Test
    void anOlderBuildNeverOvertakes() throws Exception {
        world.deploy("1.6.0", NOTHING);

        assertThat(world.finish(world.begin("1.4.0", NOTHING)))
                .containsEntry("state", "superseded")
                .containsEntry("changed", false)
                .hasEntrySatisfying(
                        "by", by -> assertThat(by.toString()).startsWith("payments 1.6.0 in stage (commit "));
        assertThat(world.ecs.current()).isEqualTo("payments-stage:2");
    }

    @Test
    void aLedgerThatIsAwayKeepsNobodyFromGoingBack() throws Exception {
        world.deploy("1.3.0", NOTHING);
        Ticket ticket = world.begin("1.4.0", NOTHING);
        world.ecs.giveUp("broken", false);
        world.git.stop();

        assertThatThrownBy(() -> world.finish(ticket))
                .hasMessageContaining("stage is back at 1.3.0")
                .hasMessageContaining("The ledger does not have that");
        assertThat(world.log).anyMatch(line -> line.contains("What lies between 1.3.0 and 1.4.0 is not known"));
    }

    @Test
    void whatNeedsALedgerSaysSo() {
        assertThatThrownBy(() -> world.request("1.4.0", Map.of("gitops", "", "after", "dev", "check", true)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("after needs gitops")
                .hasMessageContaining("check and choice are for restore");
    }
}
