package io.jenkins.plugins.delivery.engine.notify.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.slack.SlackServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackConnectionTest {

    private final SlackServer slack = SlackServer.start("xoxb-the-right-token", "#deliveries");

    @AfterEach
    void stop() {
        slack.close();
    }

    private String check(Credential credential) throws InterruptedException {
        return SlackConnection.check(slack.api().toString(), credential, Duration.ofSeconds(5));
    }

    @Test
    void theTokensOwnerIsToldAndNothingIsPosted() throws InterruptedException {
        assertThat(check(Credential.usernamePassword("slack", "bot", "xoxb-the-right-token")))
                .isEqualTo("Slack knows the token: it is the one of 'delivery' in the workspace 'Testbed'.");
        assertThat(slack.messages("#deliveries")).isEmpty();
    }

    @Test
    void aWrongTokenIsNamedByItsId() {
        assertThatThrownBy(() -> check(Credential.token("slack", "xoxb-wrong")))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith("Slack refuses the credential 'slack' with invalid_auth")
                .hasMessageNotContaining("xoxb-wrong");
    }

    @Test
    void nothingOfAnotherServersAnswerIsRepeated() {
        slack.failNext(1, 200, "{\"ok\":false,\"error\":\"the secret <b>of</b> the machine\"}", Map.of());
        assertThatThrownBy(() -> check(Credential.token("slack", "xoxb-the-right-token")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("is not Slack's Web API")
                .hasMessageNotContaining("secret");
    }
}
