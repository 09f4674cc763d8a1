package io.jenkins.plugins.delivery.engine.gate.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.sonar.SonarQubeServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SonarConnectionTest {

    private final SonarQubeServer sonar = SonarQubeServer.start("right");

    @AfterEach
    void stop() {
        sonar.close();
    }

    private String check(String token) throws InterruptedException {
        return SonarConnection.check(
                sonar.url().toString(),
                Optional.ofNullable(token).map(text -> Credential.token("sonar", text)),
                Duration.ofSeconds(5));
    }

    @Test
    void aTokenIsTriedOut() throws InterruptedException {
        assertThat(check("right")).isEqualTo("SonarQube 26.9.0.129388 answers and accepts the credentials.");
        assertThat(check(null)).startsWith("SonarQube 26.9.0.129388 answers. Without credentials");
        assertThatThrownBy(() -> check("hunter2"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("does not accept the")
                .hasMessageContaining("'sonar'")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aServerThatStartsAndAnotherServerAreTold() {
        sonar.failNext(1, 200, "{\"version\": \"10.7\", \"status\": \"DB_MIGRATION_RUNNING\"}", Map.of());
        assertThatThrownBy(() -> check("right"))
                .hasMessageStartingWith("SonarQube 10.7 at " + sonar.url() + " is not up (DB_MIGRATION_RUNNING).");
        sonar.failNext(1, 200, "{\"version\": \"<b>x</b>\"}", Map.of());
        assertThatThrownBy(() -> check("right"))
                .hasMessageContaining("is not SonarQube.")
                .hasMessageNotContaining("<b>");
        sonar.failNext(1, 404);
        assertThatThrownBy(() -> check("right")).hasMessageContaining("is not SonarQube.");
    }
}
