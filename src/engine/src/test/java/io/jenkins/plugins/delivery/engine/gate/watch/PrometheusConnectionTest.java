package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.prometheus.PrometheusServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusConnectionTest {

    private final PrometheusServer prometheus = PrometheusServer.start();

    @AfterEach
    void stop() {
        prometheus.close();
    }

    private String check(String token) throws InterruptedException {
        PrometheusAccess access = new PrometheusAccess(
                prometheus.url().toString(),
                Optional.ofNullable(token).map(text -> Credential.token("metrics", text)),
                null,
                null,
                null);
        return PrometheusConnection.check(access, Duration.ofSeconds(5));
    }

    @Test
    void aServerThatOnlyAnswersQueriesIsEnough() throws InterruptedException {
        assertThat(check(null)).isEqualTo("It answers queries as Prometheus does.");
        prometheus.requireBearer("right");
        assertThat(check("right")).isEqualTo("It answers queries as Prometheus does.");
    }

    @Test
    void wrongCredentialsAndOtherServersAreTold() {
        prometheus.failNext(1, 200, "{\"the secret\": \"of the machine\"}", Map.of());
        assertThatThrownBy(() -> check(null))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith("What answers at " + prometheus.url() + " is not Prometheus.")
                .hasMessageNotContaining("machine");
        prometheus.failNext(1, 404);
        assertThatThrownBy(() -> check(null)).hasMessageContaining("is not Prometheus.");
        prometheus.requireBearer("right");
        assertThatThrownBy(() -> check("hunter2")).hasMessageContaining("401").hasMessageNotContaining("hunter2");
    }
}
