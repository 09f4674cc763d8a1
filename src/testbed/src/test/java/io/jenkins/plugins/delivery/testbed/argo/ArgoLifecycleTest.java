package io.jenkins.plugins.delivery.testbed.argo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgoLifecycleTest {

    @TempDir
    Path temp;

    private ArgoFixture fixture;

    @BeforeEach
    void start() {
        fixture = new ArgoFixture(temp).withPayments();
    }

    @AfterEach
    void noBugs() {
        assertThat(fixture.argo.failures()).isEmpty();
        fixture.close();
    }

    @Test
    void aDefinedApplicationRunsWhatGitSays() throws Exception {
        JsonNode app = fixture.payments("");

        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
        assertThat(app.at("/status/sync/revision").asText()).isEqualTo(fixture.gitops.head());
        assertThat(app.at("/status/operationState/syncResult/revision").asText())
                .isEqualTo(fixture.gitops.head());
        assertThat(app.at("/status/summary/images/0").asText()).isEqualTo("registry.example.com/payments:1.0.0");
        assertThat(app.at("/status/history")).hasSize(1);
    }

    @Test
    void aCommitIsSeenOnRefreshThenSyncedThenRolledOut() throws Exception {
        String old = fixture.gitops.head();
        String commit = fixture.promote("payments", "1.1.0");
        assertThat(fixture.payments("").at("/status/sync/revision").asText()).isEqualTo(old);

        JsonNode refreshed = fixture.payments("?refresh=normal");
        assertThat(refreshed.at("/status/sync/revision").asText()).isEqualTo(commit);
        assertThat(refreshed
                        .at("/status/operationState/operation/initiatedBy/automated")
                        .asBoolean())
                .isTrue();
        assertThat(refreshed.path("operation").isMissingNode()).isFalse();
        // The old health is still there: whoever reads only the health is fooled.
        assertThat(fixture.state("payments")).isEqualTo("OutOfSync Healthy Running");

        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(fixture.state("payments")).isEqualTo("Synced Progressing Succeeded");
        JsonNode synced = fixture.payments("");
        assertThat(synced.at("/status/operationState/syncResult/revision").asText())
                .isEqualTo(commit);
        assertThat(synced.at("/status/operationState/startedAt").asText()).isEqualTo("2026-03-01T08:00:00Z");
        assertThat(synced.at("/status/operationState/finishedAt").asText()).isEqualTo("2026-03-01T08:00:10Z");
        assertThat(synced.at("/status/reconciledAt").asText()).isEqualTo("2026-03-01T08:00:10Z");
        assertThat(synced.path("operation").isMissingNode()).isTrue();

        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
        JsonNode healthy = fixture.payments("");
        assertThat(healthy.at("/status/summary/images/0").asText()).endsWith(":1.1.0");
        assertThat(healthy.at("/status/history")).hasSize(2);
        assertThat(healthy.at("/metadata/resourceVersion").asLong())
                .isGreaterThan(refreshed.at("/metadata/resourceVersion").asLong());
    }

    @Test
    void withoutARefreshACommitIsSeenWhenThePollIsDue() throws Exception {
        fixture.promote("payments", "1.1.0");
        fixture.clock.advance(Duration.ofSeconds(119));
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");

        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(fixture.state("payments")).isEqualTo("OutOfSync Healthy Running");
    }

    @Test
    void aWebhookIsSeenAtOnce() throws Exception {
        fixture.git.onPush(push -> fixture.argo.notifyPush(fixture.url));
        fixture.promote("payments", "1.1.0");
        assertThat(fixture.state("payments")).isEqualTo("OutOfSync Healthy Running");
    }

    @Test
    void anothersCommitMovesTheRevisionAndNothingElse() throws Exception {
        String mine = fixture.gitops.head();
        String theirs = fixture.promote("orders", "5.1.0");

        JsonNode app = fixture.payments("?refresh=normal");

        assertThat(app.at("/status/sync/revision").asText()).isEqualTo(theirs);
        assertThat(app.at("/status/operationState/syncResult/revision").asText())
                .isEqualTo(mine);
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
    }

    @Test
    void healthMayLagBehindASync() throws Exception {
        try (ArgoFixture lagging = new ArgoFixture(
                        temp.resolve("lag"), ArgoFixture.TIMINGS.withHealthLag(Duration.ofSeconds(5)))
                .withPayments()) {
            lagging.promote("payments", "1.1.0");
            lagging.payments("?refresh=normal");
            lagging.clock.advance(Duration.ofSeconds(10));
            assertThat(lagging.state("payments")).isEqualTo("Synced Healthy Succeeded");
            lagging.clock.advance(Duration.ofSeconds(5));
            assertThat(lagging.state("payments")).isEqualTo("Synced Progressing Succeeded");
        }
    }

    @Test
    void degradesWithAReasonInTheTreeAndTheEventsUntilHealed() throws Exception {
        fixture.argo.degradeWhenDeployed(
                "payments", "1.1.0", PodReason.IMAGE_PULL_BACK_OFF, "Back-off pulling image \"payments:1.1.0\"");
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
        fixture.promote("payments", "1.1.0");
        fixture.payments("?refresh=normal");
        fixture.clock.advance(Duration.ofSeconds(40));

        assertThat(fixture.state("payments")).isEqualTo("Synced Degraded Succeeded");
        JsonNode pod = node("Pod");
        assertThat(pod.at("/health/status").asText()).isEqualTo("Degraded");
        assertThat(pod.at("/health/message").asText())
                .isEqualTo("ImagePullBackOff: Back-off pulling image \"payments:1.1.0\"");
        JsonNode events = fixture.get("/api/v1/applications/payments/events?resourceName="
                + pod.path("name").asText());
        assertThat(events.at("/items/0/type").asText()).isEqualTo("Warning");
        assertThat(events.at("/items/0/message").asText()).contains("Back-off pulling image");

        // A forward commit that restores the old version ends it, as a rollback by Git does.
        fixture.promote("payments", "1.0.0");
        fixture.payments("?refresh=normal");
        fixture.clock.advance(Duration.ofSeconds(40));
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
    }

    @Test
    void degradesAtOnceWhenToldAndRecoversWhenHealed() throws Exception {
        fixture.argo.degrade("payments", PodReason.CRASH_LOOP_BACK_OFF, "back-off 5m0s restarting failed container");
        assertThat(fixture.state("payments")).isEqualTo("Synced Degraded Succeeded");

        fixture.argo.heal("payments");
        assertThat(fixture.state("payments")).isEqualTo("Synced Progressing Succeeded");
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
    }

    @Test
    void sticksInTheOperationOrInTheRollout() throws Exception {
        fixture.argo.stickOperation("payments");
        fixture.promote("payments", "1.1.0");
        fixture.payments("?refresh=normal");
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(fixture.state("payments")).isEqualTo("OutOfSync Healthy Running");

        fixture.argo.heal("payments");
        fixture.argo.stickRollout("payments");
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(fixture.state("payments")).isEqualTo("Synced Progressing Succeeded");

        fixture.argo.heal("payments");
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
    }

    @Test
    void aFailedSyncIsNotTriedAgainForTheSameCommit() throws Exception {
        fixture.argo.failSync("payments", "Deployment.apps \"payments\" is invalid: spec.replicas");
        fixture.promote("payments", "1.1.0");
        fixture.payments("?refresh=normal");
        fixture.clock.advance(Duration.ofSeconds(10));

        assertThat(fixture.state("payments")).isEqualTo("OutOfSync Healthy Failed");
        JsonNode app = fixture.payments("");
        assertThat(app.at("/status/operationState/message").asText()).contains("spec.replicas");
        assertThat(app.at("/status/conditions/0/type").asText()).isEqualTo("SyncError");
        assertThat(app.at("/status/operationState/syncResult/resources/0/status")
                        .asText())
                .isEqualTo("SyncFailed");

        fixture.argo.heal("payments");
        fixture.payments("?refresh=normal");
        assertThat(fixture.state("payments")).isEqualTo("OutOfSync Healthy Failed");

        fixture.promote("payments", "1.1.1");
        fixture.payments("?refresh=normal");
        fixture.clock.advance(Duration.ofSeconds(40));
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
        assertThat(fixture.payments("").at("/status/conditions")).isEmpty();
    }

    @Test
    void aComparisonErrorLeavesTheSyncStatusUnknown() throws Exception {
        fixture.argo.comparisonError("payments", "rpc error: code = Unknown desc = helm template failed");
        JsonNode app = fixture.payments("?refresh=normal");
        assertThat(app.at("/status/sync/status").asText()).isEqualTo("Unknown");
        assertThat(app.at("/status/conditions/0/type").asText()).isEqualTo("ComparisonError");
        assertThat(app.at("/status/conditions/0/message").asText()).contains("helm template failed");

        fixture.argo.heal("payments");
        fixture.payments("?refresh=hard");
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
    }

    @Test
    void aBrokenRepositoryIsAComparisonErrorToo() throws Exception {
        fixture.gitops
                .commit("break it", Map.of("apps/payments/values.yaml", "image: {tag: [\n"))
                .push(fixture.url, ArgoFixture.CI);
        JsonNode broken = fixture.payments("?refresh=normal");
        assertThat(broken.at("/status/conditions/0/message").asText()).contains("apps/payments/values.yaml");

        fixture.git.stop();
        assertThat(fixture.payments("?refresh=normal").at("/status/sync/status").asText())
                .isEqualTo("Unknown");
        fixture.git.restart();

        fixture.gitops.delete("apps/payments/values.yaml").commit("gone").push(fixture.url, ArgoFixture.CI);
        assertThat(fixture.payments("?refresh=normal")
                        .at("/status/conditions/0/message")
                        .asText())
                .contains("app path does not exist");
    }

    @Test
    void tellsWhatIsDeployedWhenTheRolloutHasEnded() throws Exception {
        List<DeployedState> deployed = new ArrayList<>();
        fixture.argo.onDeployed(deployed::add);
        String commit = fixture.promote("payments", "1.1.0");
        fixture.payments("?refresh=normal");
        fixture.clock.advance(Duration.ofSeconds(39));
        fixture.argo.tick();
        assertThat(deployed).isEmpty();

        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.argo.tick();
        assertThat(deployed).singleElement().satisfies(state -> {
            assertThat(state.application()).isEqualTo("payments");
            assertThat(state.revision()).isEqualTo(commit);
            assertThat(state.value("image.tag")).contains("1.1.0");
            assertThat(state.value("image.nothing")).isEmpty();
            assertThat(state.files()).containsOnlyKeys("apps/payments/values.yaml");
            assertThat(state.images()).containsExactly("registry.example.com/payments:1.1.0");
        });
    }

    @Test
    void aRestartKeepsTheState() throws Exception {
        fixture.promote("payments", "1.1.0");
        fixture.payments("?refresh=normal");
        fixture.argo.stop();
        fixture.clock.advance(Duration.ofSeconds(40));
        fixture.argo.restart();
        assertThat(fixture.state("payments")).isEqualTo("Synced Healthy Succeeded");
    }

    private JsonNode node(String kind) throws Exception {
        for (JsonNode node :
                fixture.get("/api/v1/applications/payments/resource-tree").path("nodes")) {
            if (node.path("kind").asText().equals(kind)) {
                return node;
            }
        }
        throw new AssertionError("no " + kind + " in the tree");
    }
}
