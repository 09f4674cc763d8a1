package io.jenkins.plugins.delivery.engine.argo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.slack.SlackServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArgoConnectionTest {

    private final ArgoCdServer argo = ArgoCdServer.start();

    @AfterEach
    void stop() {
        argo.close();
    }

    private String check(Credential credential) throws InterruptedException {
        return ArgoConnection.check(argo.url().toString(), Optional.ofNullable(credential), Duration.ofSeconds(5));
    }

    @Test
    void aTokenAndAPasswordAreTriedOut() throws InterruptedException {
        String known = "Argo CD v3.1.0+testbed answers and knows the user 'admin'.";
        assertThat(check(Credential.token("argo", argo.token()))).isEqualTo(known);
        assertThat(check(Credential.usernamePassword("argo", argo.user(), argo.password())))
                .isEqualTo(known);
        assertThat(check(null)).startsWith("Argo CD v3.1.0+testbed answers. Without credentials");
    }

    @Test
    void wrongCredentialsAreNamedByTheirId() {
        assertThatThrownBy(() -> check(Credential.token("argo", "hunter2-token")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("401")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> check(Credential.usernamePassword("argo", "admin", "hunter2-password")))
                .isInstanceOf(TerminalException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void nothingOfAnotherServersAnswerIsRepeated() {
        argo.failNext(1, 500, "<b>the secret of the machine</b>", Map.of());
        assertThatThrownBy(() -> check(null))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("with 500.")
                .hasMessageNotContaining("secret");
        argo.failNext(1, 200, "the secret of the machine", Map.of());
        assertThatThrownBy(() -> check(null))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("not JSON")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anotherServerGetsNoCredentials() {
        try (SlackServer other = SlackServer.start("xoxb-1")) {
            assertThatThrownBy(() -> ArgoConnection.check(
                            other.url().toString(), Optional.of(Credential.token("argo", "t")), Duration.ofSeconds(5)))
                    .hasMessageStartingWith("What answers at " + other.url() + " is not Argo CD.");
            assertThat(other.requests()).isNotEmpty().allSatisfy(request -> assertThat(request.header("Authorization"))
                    .isEmpty());
        }
    }

    @Test
    void anAddressWithCredentialsIsRefused() {
        assertThatThrownBy(() -> ArgoConnection.check(
                        "https://admin:hunter2@argo.example.com", Optional.empty(), Duration.ofSeconds(5)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("hunter2");
    }
}
