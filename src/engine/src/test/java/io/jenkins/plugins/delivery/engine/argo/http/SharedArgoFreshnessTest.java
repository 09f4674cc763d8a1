package io.jenkins.plugins.delivery.engine.argo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No answer that is shared is older than what its reader has done or seen. */
class SharedArgoFreshnessTest extends SharedArgoFixture {

    SharedArgoFreshnessTest() {
        super(false);
    }

    @Test
    void whatIsReadAfterARefreshIsNewerThanIt() throws InterruptedException {
        warmUp(5);
        for (int i = 0; i < 5; i++) {
            client(i).get();
        }
        argo.degrade("app3", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");
        // Within the window this is still the answer for everybody else.
        assertThat(client(3).get().health().status()).isEqualTo(HealthStatus.HEALTHY);

        Application refreshed = client(3).refresh();
        Application read = client(3).get();

        assertThat(refreshed.health().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(read.health().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(requests())
                .containsExactly("/api/v1/applications", "/api/v1/applications/app3", "/api/v1/applications/app3");
    }

    @Test
    void whatIsReadAfterASyncIsNewerThanIt() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            argo.create(ArgoApplication.of("app" + i, gitops, "main", "app" + i).manualSync());
        }
        warmUp(0);
        for (int i = 0; i < 3; i++) {
            client(i).get();
        }
        nextTick();
        for (int i = 0; i < 3; i++) {
            assertThat(client(i).get().operation()).isEmpty();
        }
        assertThat(lists()).hasSize(1);

        assertThat(client(1).sync(null)).isEqualTo(ArgoClient.SyncAnswer.STARTED);

        assertThat(client(1).get().operation()).isPresent();
        assertThat(client(2).get().operation()).isEmpty();
    }

    @Test
    void aSingleReadFromBeforeARefreshIsNotUsedAfterIt() throws InterruptedException {
        define(1);
        assertThat(client(0).get().health().status()).isEqualTo(HealthStatus.HEALTHY);
        argo.degrade("app0", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");
        client(0).refresh();

        assertThat(client(0).get().health().status()).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void aListThatLagsBehindASyncIsNotUsed() throws InterruptedException {
        warmUp(5);
        String old = listNow();
        client(1).sync(null);
        argo.clearRequests();
        argo.failNext(1, 200, old, Map.of());

        client(2).get();
        client(1).get();

        assertThat(requests()).containsExactly("/api/v1/applications", "/api/v1/applications/app1");
    }

    @Test
    void aSyncThatFailsMayHaveHappened() throws InterruptedException {
        warmUp(3);
        client(0).get();
        argo.failAlways("/api/v1/applications/app0/sync", 504);

        assertThatThrownBy(() -> client(0).sync(null)).isInstanceOf(RetryableException.class);
        argo.clearRequests();
        client(0).get();

        assertThat(requests()).containsExactly("/api/v1/applications/app0");
    }

    @Test
    void anItemOfAListThatLagsBehindIsNotUsed() throws InterruptedException {
        warmUp(5);
        client(0).get();
        String old = listNow();
        nextTick();
        argo.degrade("app3", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");
        client(3).refresh();
        argo.clearRequests();
        argo.failNext(1, 200, old, Map.of());

        assertThat(client(2).get().health().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(client(3).get().health().status()).isEqualTo(HealthStatus.DEGRADED);

        assertThat(requests()).containsExactly("/api/v1/applications", "/api/v1/applications/app3");
    }
}
