package io.jenkins.plugins.delivery.engine.deploy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.deploy.DeployResult;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.kube.Rollout;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code helmDeploy} does with a cluster, whichever Helm works. One subclass for each. */
abstract class HelmDeployContract {

    private static final Map<String, Object> PATIENT = Map.of("failAfter", "5m", "timeout", "2m");

    @TempDir
    Path directory;

    protected HelmWorld world;

    protected abstract Helm.Sessions sessions();

    @BeforeEach
    void start() {
        world = new HelmWorld(directory, sessions());
    }

    @AfterEach
    void stop() {
        world.close();
        assertThat(world.log).noneMatch(line -> line.contains(HelmWorld.TOKEN));
        assertThat(world.attached.values()).noneMatch(text -> text.contains(HelmWorld.TOKEN));
        assertThat(world.cluster.failures()).isEmpty();
    }

    @Test
    void installsAndUpgradesAndSaysWhatRuns() throws Exception {
        Map<String, Object> first = world.deploy("1.3.0");
        assertThat(first)
                .contains(
                        entry("state", "deployed"),
                        entry("revision", "1"),
                        entry("to", "1.3.0"),
                        entry("chart", "payments-0.3.0"))
                .doesNotContainKey("from");

        Map<String, Object> second = world.deploy("1.4.0+build.7");

        assertThat(second)
                .contains(
                        entry("env", "stage"),
                        entry("service", "payments"),
                        entry("version", "1.4.0+build.7"),
                        entry("from", "1.3.0"),
                        entry("to", "1.4.0+build.7"),
                        entry("changed", true),
                        entry("revision", "2"),
                        entry("images", List.of("registry.example/payments@sha256:" + "ab".repeat(32))));
        assertThat(second.get("seconds")).isEqualTo(20L);
        assertThat(Instant.parse((String) second.get("began")).plusSeconds(20))
                .isEqualTo(world.context().clock().instant());
        assertThat(world.running()).isEqualTo(HelmWorld.image("1.4.0_build.7"));
        assertThat(world.cluster
                        .object("/apis/apps/v1/namespaces/stage/deployments/payments")
                        .at("/spec/template/metadata/annotations/note")
                        .asText())
                .isEqualTo("of, stage");
        assertThat(world.history()).containsExactly("1 superseded", "2 deployed");
    }

    @Test
    void goesBackWhenThePodsCrash() throws Exception {
        world.deploy("1.3.0");
        world.cluster.when(HelmWorld.image("1.4.0"), Rollout.CRASH_LOOP);
        world.cluster.logs(HelmWorld.image("1.4.0"), "starting\nno such table: invoices\n");

        assertThatThrownBy(() -> world.deploy("1.4.0"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(
                        "payments 1.4.0 in stage did not come up: Deployment payments: 0 of 2 pods are ready")
                .hasMessageContaining("CrashLoopBackOff since 1m")
                .hasMessageContaining("stage is back at 1.3.0 (revision 3).")
                .hasMessageContaining("no such table: invoices");

        assertThat(world.running()).isEqualTo(HelmWorld.image("1.3.0"));
        assertThat(world.history()).containsExactly("1 superseded", "2 failed", "3 deployed");
        assertThat(world.attached.get("delivery/failure-stage.md")).contains("CrashLoopBackOff", "exit code 1");
        // What a rollback applies is what was applied before, braces and all.
        assertThat(world.cluster
                        .object("/api/v1/namespaces/stage/configmaps/payments-templates")
                        .at("/data/greeting")
                        .asText())
                .isEqualTo("Hello {{ name }}");
    }

    @Test
    void aLaterDeploymentGoesBackToWhatWasGood() throws Exception {
        world.deploy("1.3.0");
        world.cluster.when(HelmWorld.image("1.4.0"), Rollout.GIVEN_UP);
        assertThatThrownBy(() -> world.deploy("1.4.0", Map.of("rollback", "off")))
                .hasMessageContaining("ReplicaSet has timed out progressing")
                .hasMessageContaining("Nothing was put back, as rollback says: stage has 1.4.0.");
        assertThat(world.running()).isEqualTo(HelmWorld.image("1.4.0"));
        world.cluster.when(HelmWorld.image("1.5.0"), Rollout.NO_IMAGE);

        assertThatThrownBy(() -> world.deploy("1.5.0"))
                .hasMessageContaining("ImagePullBackOff")
                .hasMessageContaining("stage is back at 1.3.0");

        assertThat(world.running()).isEqualTo(HelmWorld.image("1.3.0"));
    }

    @Test
    void aHookThatFailsIsADeploymentThatFailed() throws Exception {
        world.deploy("1.3.0");
        world.cluster.when("migrate:1.4.0", Rollout.GIVEN_UP);

        assertThatThrownBy(() -> world.deploy("1.4.0"))
                .hasMessageContaining("Helm failed: ")
                .hasMessageContaining("stage is back at 1.3.0 (revision 3).");

        assertThat(world.history()).containsExactly("1 superseded", "2 failed", "3 deployed");
        assertThat(world.running()).isEqualTo(HelmWorld.image("1.3.0"));
    }

    @Test
    void aHookThatDoesNotEndIsGivenUp() throws Exception {
        world.deploy("1.3.0");
        world.cluster.when("migrate:1.4.0", Rollout.STARTING);

        assertThatThrownBy(() -> world.deploy("1.4.0", Map.of("timeout", "2s")))
                .hasMessageContaining("Helm failed: ")
                .hasMessageContaining("stage is back at 1.3.0 (revision 3).");

        assertThat(world.history()).containsExactly("1 superseded", "2 failed", "3 deployed");
    }

    @Test
    void aFirstDeploymentThatFailedIsBannedThoughItStays() {
        GitAccess access = GitAccess.only("ci", "s3cret-of-git");
        world.credentials.put("git", Credential.usernamePassword("git", "ci", "s3cret-of-git"));
        world.cluster.when(HelmWorld.image("1.3.0"), Rollout.CRASH_LOOP);
        try (GitServer git = GitServer.start(world.workspace.resolveSibling("git"), access);
                RepositoryBuilder seed = RepositoryBuilder.init(world.workspace.resolveSibling("seed"))) {
            String gitops = git.create("gitops");
            seed.commit("chore: first state", Map.of("README.md", "Desired state.\n"))
                    .push(gitops, access);
            Map<String, Object> ledger = Map.of("gitops", gitops, "gitopsCredentialsId", "git");

            assertThatThrownBy(() -> world.deploy("1.3.0", ledger))
                    .hasMessageContaining("stage keeps 1.3.0, noted as failed.")
                    .hasMessageContaining("1.3.0 is in quarantine");

            assertThatThrownBy(() -> world.deploy("1.3.0", ledger))
                    .hasMessageContaining("payments 1.3.0 is in quarantine since");
        }
    }

    @Test
    void aFirstDeploymentHasNothingToGoBackTo() {
        world.cluster.when(HelmWorld.image("1.3.0"), Rollout.CRASH_LOOP);

        assertThatThrownBy(() -> world.deploy("1.3.0"))
                .hasMessageContaining(
                        "There is no good revision before 1 to go back to: stage keeps 1.3.0, noted as failed.");

        assertThat(world.history()).containsExactly("1 failed");
    }

    @Test
    void aTimeoutGoesBack() throws Exception {
        world.deploy("1.3.0");
        world.cluster.when(HelmWorld.image("1.4.0"), Rollout.STARTING);

        assertThatThrownBy(() -> world.deploy("1.4.0", PATIENT))
                .hasMessageContaining(
                        "helmDeploy gave up after 2m: payments in stage: Deployment payments: 0 of 2 pods are ready")
                .hasMessageContaining("stage is back at 1.3.0 (revision 3).");

        assertThat(world.history()).containsExactly("1 superseded", "2 failed", "3 deployed");
    }

    @Test
    void anAbortOfTheWaitGoesBack() throws Exception {
        world.deploy("1.3.0");
        world.cluster.when(HelmWorld.image("1.4.0"), Rollout.STARTING);
        Ticket ticket = world.step().start(world.request("1.4.0", PATIENT), world.context());
        Ticket saved = Ticket.fromMap(ticket.toMap());
        assertThat(saved.toMap().toString()).doesNotContain(HelmWorld.TOKEN);
        assertThat(world.step().look(saved, world.context())).isInstanceOf(Progress.Waiting.class);

        assertThat(world.step().cancel(saved, "aborted by ada", world.context()))
                .isEqualTo("stage is back at 1.3.0 (revision 3).");

        assertThat(world.history()).containsExactly("1 superseded", "2 failed", "3 deployed");
        // A controller that was killed during the clean-up comes here again.
        assertThat(world.step().cancel(saved, "aborted by ada", world.context()))
                .isEqualTo("stage is back at 1.3.0 (revision 3).");
        assertThat(world.history()).hasSize(3);
    }

    @Test
    void anAbortInTheMiddleOfHelmLeavesNothingPending() throws Exception {
        world.deploy("1.3.0");
        world.cluster.when("migrate:1.4.0", Rollout.STARTING);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread run = new Thread(() -> {
            try {
                world.step().start(world.request("1.4.0", Map.of()), world.context());
            } catch (Throwable e) {
                end.set(e);
            }
        });
        run.start();
        world.cluster.awaitRequest(
                request -> request.path().endsWith("/jobs")
                        && request.query().contains("watch")
                        && world.history().contains("2 pending-upgrade"),
                Duration.ofSeconds(30));

        run.interrupt();
        run.join(60_000);

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(world.history()).containsExactly("1 superseded", "2 failed", "3 deployed");
        assertThat(world.log).contains("WARN stage is back at 1.3.0 (revision 3).");
    }

    @Test
    void explainsAPendingReleaseAndClearsAnOldOne() throws Exception {
        world.deploy("1.3.0");
        world.deploy("1.4.0");
        world.leave("2", ReleaseStatus.PENDING_UPGRADE);
        int before = world.cluster.requests("PATCH", "/").size();

        assertThatThrownBy(() -> world.deploy("1.5.0"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("Revision 2 of the release payments in namespace stage (payments-0.3.0) is"
                        + " pending-upgrade since ")
                .hasMessageContaining("another Helm is at work on it, or was killed half-way")
                .hasMessageContaining("'helm rollback payments --namespace stage'");
        assertThatThrownBy(() -> world.deploy("1.5.0", Map.of("recoverAfter", "1h")))
                .hasMessageContaining("it is taken for dead after 1h");
        assertThat(world.cluster.requests("PATCH", "/")).hasSize(before);

        world.clock.advance(Duration.ofHours(2));
        assertThat(world.deploy("1.5.0", Map.of("recoverAfter", "1h"))).containsEntry("from", "1.3.0");
        // Helm makes a superseded one of each revision that it replaces, a failed one, too.
        assertThat(world.history()).containsExactly("1 superseded", "2 superseded", "3 deployed");
    }

    @Test
    void aPendingInstallIsClearedToo() throws Exception {
        world.deploy("1.3.0");
        world.leave("1", ReleaseStatus.PENDING_INSTALL);
        assertThatThrownBy(() -> world.deploy("1.4.0"))
                .hasMessageContaining("'helm uninstall payments --namespace stage'");
        world.clock.advance(Duration.ofMinutes(30));

        assertThat(world.deploy("1.4.0", Map.of("recoverAfter", "10m"))).containsEntry("revision", "2");
    }

    @Test
    void undoesADeploymentAfterwards() throws Exception {
        world.deploy("1.3.0");
        Object revision = world.deploy("1.4.0").get("revision");
        Map<String, Object> undo = Map.of("restore", revision, "reason", "the e2e gate failed");

        assertThat(world.deploy("1.4.0", undo))
                .contains(
                        entry("state", "restored"),
                        entry("from", "1.4.0"),
                        entry("to", "1.3.0"),
                        entry("revision", "3"));

        assertThat(world.running()).isEqualTo(HelmWorld.image("1.3.0"));
        assertThat(world.history()).containsExactly("1 superseded", "2 failed", "3 deployed");
        assertThat(world.deploy("1.4.0", undo)).containsEntry("state", "restored");
        assertThat(world.history()).hasSize(3);
        world.deploy("1.5.0");
        assertThat(world.deploy("1.4.0", undo)).containsEntry("state", "superseded");
    }

    @Test
    void aSecondBeginningOfTheSameRunGoesOnWaiting() throws Exception {
        world.deploy("1.3.0");
        EngineContext context = world.context();
        world.step().start(world.request("1.4.0", Map.of()), context);

        Map<String, Object> result = world.deploy("1.4.0");

        assertThat(result).contains(entry("from", "1.3.0"), entry("revision", "2"), entry("state", "deployed"));
        assertThat(world.history()).containsExactly("1 superseded", "2 deployed");
    }

    @Test
    void givesWayToWhatSomebodyElseHasDeployed() throws Exception {
        world.deploy("1.3.0");
        Ticket ticket = world.step().start(world.request("1.4.0", Map.of()), world.context());
        world.deploy("1.5.0");

        Progress<DeployResult> look = world.step().look(ticket, world.context());

        assertThat(((Progress.Done<DeployResult>) look).result().toMap())
                .contains(entry("state", "superseded"), entry("by", "revision 3"));
        assertThat(world.running()).isEqualTo(HelmWorld.image("1.5.0"));
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        world.deploy("1.3.0");
        EngineContext dry = world.context().toBuilder().dryRun(true).build();

        assertThat(world.step().run(world.request("1.4.0", Map.of()), dry).toMap())
                .contains(
                        entry("state", "planned"),
                        entry("from", "1.3.0"),
                        entry("to", "1.4.0"),
                        entry("changed", false));

        assertThat(world.history()).containsExactly("1 deployed");
        assertThat(world.running()).isEqualTo(HelmWorld.image("1.3.0"));
        assertThat(world.log).contains("Dry run: payments in stage would go from 1.3.0 to 1.4.0.");
        world.step().run(world.request("1.3.0", Map.of("run", "a later one")), dry);
        assertThat(world.log).contains("Dry run: payments in stage would get 1.3.0 once more.");
    }

    @Test
    void aDryRunSaysWhenNothingHasComeUpYet() throws Exception {
        EngineContext dry = world.context().toBuilder().dryRun(true).build();
        String first =
                "Dry run: no version of payments has come up in stage yet; 1.4.0 would be installed as the first.";

        assertThat(world.step().run(world.request("1.4.0", Map.of()), dry).toMap())
                .containsEntry("state", "planned")
                .doesNotContainKey("from");
        assertThat(world.log).containsOnlyOnce(first);
        assertThat(world.history()).isEmpty();

        // What was installed and failed is no version to go from.
        world.cluster.when(HelmWorld.image("1.4.0"), Rollout.GIVEN_UP);
        assertThatThrownBy(() -> world.deploy("1.4.0")).hasMessageContaining("There is no good revision before 1");
        world.log.clear();

        assertThat(world.step()
                        .run(world.request("1.4.0", Map.of("run", "a later one")), dry)
                        .toMap())
                .doesNotContainKey("from");
        assertThat(world.log).containsOnlyOnce(first);
        world.deploy("1.4.0", Map.of("restore", "own", "check", true));
        assertThat(world.log)
                .contains("payments in stage: There is no good revision before 1 of payments to go back to.")
                .noneMatch(line -> line.contains("1.4.0 to 1.4.0"));
    }

    @Test
    void aChartThatDoesNotRenderChangesNothing() throws Exception {
        world.deploy("1.3.0");
        world.file("chart/templates/broken.yaml", "{{ required \"no owner given\" .Values.owner }}\n");

        assertThatThrownBy(() -> world.deploy("1.4.0"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("Helm refused payments 1.4.0 in stage: ")
                .hasMessageContaining("no owner given")
                .hasMessageContaining("Nothing was changed.");

        assertThat(world.history()).containsExactly("1 deployed");
    }

    @Test
    void aChartOfARegistryNeedsNoWorkspaceAndHasToBeTheOneThatWasTested() throws Exception {
        try (OciRegistry registry = OciRegistry.start("ci", "s3cret-of-the-registry")) {
            world.credentials.put("registry", Credential.usernamePassword("registry", "ci", "s3cret-of-the-registry"));
            Map<String, Object> chart = world.publish("1.4.0", registry.address());
            Map<String, Object> oci = Map.of(
                    "chart", "oci://" + registry.address() + "/charts/payments",
                    "chartVersion", chart.get("version"),
                    "chartDigest", chart.get("digest"),
                    "registryCredentialsId", "registry",
                    "valuesFiles", List.of());
            assertThat(world.step().usesWorkspace(world.request("1.4.0", oci))).isFalse();

            assertThat(world.deploy("1.4.0", oci))
                    .contains(entry("state", "deployed"), entry("chart", "payments-" + chart.get("version")));
            assertThat(world.running()).isEqualTo(HelmWorld.image("1.4.0"));

            Map<String, Object> moved = new LinkedHashMap<>(oci);
            moved.put("chartDigest", "sha256:" + "f".repeat(64));
            assertThatThrownBy(() -> world.deploy("1.5.0", moved))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining("has the digest " + chart.get("digest"))
                    .hasMessageContaining("The version was pushed again since");
            Map<String, Object> missing = new LinkedHashMap<>(oci);
            missing.put("chartVersion", "9.9.9");
            missing.remove("chartDigest");
            assertThatThrownBy(() -> world.deploy("1.5.0", missing))
                    .hasMessageContaining("There is no chart oci://" + registry.address() + "/charts/payments:9.9.9.");
            assertThat(world.history()).containsExactly("1 deployed");
            assertThat(world.log).noneMatch(line -> line.contains("s3cret-of-the-registry"));
        }
    }

    @Test
    void onTheAgentAllOfItHappensThere() throws Exception {
        world.file("kubeconfig", world.cluster.kubeconfig());
        world.credentials.clear();
        Map<String, Object> there = Map.of("credentialsId", "");
        assertThat(world.step().usesWorkspace(world.request("1.3.0", there))).isTrue();

        Ticket ticket = world.step().start(world.request("1.3.0", there), world.onAgent());

        // The controller, which does not reach the cluster, is told how it ended.
        Progress<DeployResult> end = world.step().poll(Ticket.fromMap(ticket.toMap()), world.context());
        assertThat(((Progress.Done<DeployResult>) end).result().toMap())
                .contains(entry("state", "deployed"), entry("revision", "1"), entry("seconds", 20L));
        assertThat(world.step().cancel(ticket, "aborted", world.context())).isEqualTo("There was nothing to wait for.");

        world.cluster.when(HelmWorld.image("1.4.0"), Rollout.CRASH_LOOP);
        assertThatThrownBy(() -> world.step().start(world.request("1.4.0", there), world.onAgent()))
                .hasMessageContaining("CrashLoopBackOff")
                .hasMessageContaining("stage is back at 1.3.0 (revision 3).");
    }

    @Test
    void anAbortOnTheAgentGoesBackThere() throws Exception {
        world.file("kubeconfig", world.cluster.kubeconfig());
        world.deploy("1.3.0");
        world.cluster.when(HelmWorld.image("1.4.0"), Rollout.STARTING);
        world.atPause = () -> Thread.currentThread().interrupt();

        assertThatThrownBy(
                        () -> world.step().start(world.request("1.4.0", Map.of("credentialsId", "")), world.onAgent()))
                .isInstanceOf(InterruptedException.class);

        assertThat(world.log).contains("WARN stage is back at 1.3.0 (revision 3).");
        assertThat(world.history()).containsExactly("1 superseded", "2 failed", "3 deployed");
    }

    @Test
    void aPersonDecidesAboutWhatFailed() throws Exception {
        world.deploy("1.3.0");
        world.cluster.when(HelmWorld.image("1.4.0"), Rollout.GIVEN_UP);
        assertThatThrownBy(() -> world.deploy("1.4.0", Map.of("rollback", "ask")))
                .hasMessageContaining("Nothing was put back: stage has 1.4.0, and a person has to choose.")
                .hasMessageContaining("helmDeploy restore: '2' and choice:");
        assertThat(world.history()).containsExactly("1 superseded", "2 failed");

        Map<String, Object> look = Map.of("rollback", "ask", "restore", "own", "check", true);
        assertThat(world.deploy("1.4.0", look))
                .contains(
                        entry("state", "planned"),
                        entry("needed", true),
                        entry("ask", true),
                        entry("from", "1.4.0"),
                        entry("to", "1.3.0"));
        assertThat(world.log).contains("Dry run: payments in stage would go back from 1.4.0 to 1.3.0.");
        assertThatThrownBy(() -> world.deploy("1.4.0", Map.of("rollback", "ask", "restore", "own")))
                .hasMessageContaining("a person has to choose");

        assertThat(world.deploy("1.4.0", Map.of("rollback", "ask", "restore", "own", "choice", "keep")))
                .contains(entry("state", "kept"), entry("to", "1.4.0"));
        assertThat(world.history()).containsExactly("1 superseded", "2 deployed");
        // What a person has kept counts as good from then on.
        world.cluster.when(HelmWorld.image("1.5.0"), Rollout.GIVEN_UP);
        assertThatThrownBy(() -> world.deploy("1.5.0")).hasMessageContaining("stage is back at 1.4.0 (revision 4).");
    }

    @Test
    void whatAHookBrokeIsStillKnownAsThisRunsWork() throws Exception {
        world.deploy("1.3.0");
        world.cluster.when("migrate:1.4.0", Rollout.GIVEN_UP);
        assertThatThrownBy(() -> world.deploy("1.4.0", Map.of("rollback", "ask")))
                .hasMessageContaining("Helm failed: ");

        assertThat(world.deploy("1.4.0", Map.of("restore", "own")))
                .contains(entry("state", "restored"), entry("from", "1.4.0"), entry("to", "1.3.0"));
        assertThat(world.deploy("1.4.0", Map.of("restore", "own", "run", "another")))
                .containsEntry("state", "superseded");
    }
}
