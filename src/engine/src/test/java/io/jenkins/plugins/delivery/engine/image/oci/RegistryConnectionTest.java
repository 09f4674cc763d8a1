package io.jenkins.plugins.delivery.engine.image.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import io.jenkins.plugins.delivery.testbed.slack.SlackServer;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConnectionTest {

    private static OciRegistry registry;

    @BeforeAll
    static void start() {
        registry = OciRegistry.start("ci", "the-right-password");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void credentialsAreTriedOut() throws InterruptedException {
        assertThat(RegistryConnection.check(
                        registry.address(), Optional.of(Credential.usernamePassword("r", "ci", "the-right-password"))))
                .isEqualTo("The registry " + registry.address() + " answers and accepts the credential 'r'.");
        assertThatThrownBy(() -> RegistryConnection.check(
                        registry.address(), Optional.of(Credential.usernamePassword("r", "ci", "hunter2-password"))))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("does not accept the credential 'r'")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> RegistryConnection.check(registry.address(), Optional.empty()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("wants credentials");
    }

    @Test
    void anotherServerIsNoRegistry() {
        try (SlackServer other = SlackServer.start("xoxb-1")) {
            other.failAlways(404);
            assertThatThrownBy(() -> RegistryConnection.check(other.url().getAuthority(), Optional.empty()))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageStartingWith(
                            "What answers at " + other.url().getAuthority() + " is not an OCI registry");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry", "https://registry.example.com", "user@registry.example.com:443", "a.b/c?d", ""})
    void onlyAHostIsTaken(String host) {
        assertThatThrownBy(() -> RegistryConnection.check(host, Optional.empty()))
                .isInstanceOf(InvalidInputException.class);
    }
}
