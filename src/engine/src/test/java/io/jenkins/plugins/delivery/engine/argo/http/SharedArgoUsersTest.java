package io.jenkins.plugins.delivery.engine.argo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose credentials read: nobody gets the answer of another one, and a log-in is shared until it is no longer taken. */
class SharedArgoUsersTest extends SharedArgoFixture {

    SharedArgoUsersTest() {
        super(false);
    }

    @Test
    void usersDoNotShare() throws InterruptedException {
        warmUp(1);
        client(0).get();
        Optional<Credential> other = Optional.of(Credential.token("argo", "not-a-token"));

        assertThatThrownBy(() -> client(other, "app0", null).get())
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("401");
    }

    @Test
    void logsInOnceAndAgainWhenTheTokenIsNoLongerTaken() throws InterruptedException {
        define(5);
        user = Optional.of(Credential.usernamePassword("argo", argo.user(), argo.password()));
        for (int tick = 0; tick < 3; tick++) {
            for (int i = 0; i < 5; i++) {
                client(i).get();
            }
            pass(Duration.ofSeconds(1));
        }
        assertThat(argo.requests("POST", "/api/v1/session")).hasSize(1);
        argo.revoke(lastToken());

        for (int i = 0; i < 5; i++) {
            assertThat(client(i).get().name()).isEqualTo("app" + i);
        }

        assertThat(argo.requests("POST", "/api/v1/session")).hasSize(2);
    }

    private String lastToken() {
        List<RecordedRequest> requests = argo.requests("GET", "/api/v1/applications");
        return requests.get(requests.size() - 1)
                .header("Authorization")
                .orElseThrow()
                .substring("Bearer ".length());
    }

    @Test
    void aChangedPasswordCountsAtOnce() throws InterruptedException {
        define(1);
        user = Optional.of(Credential.usernamePassword("argo", argo.user(), "the old one"));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> client(0).get())
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining("401")
                    .hasMessageNotContaining("the old one");
            pass(Duration.ofMillis(50));
        }
        // Argo CD locks out who fails often.
        assertThat(argo.requests("POST", "/api/v1/session")).hasSize(1);

        user = Optional.of(Credential.usernamePassword("argo", argo.user(), argo.password()));

        assertThat(client(0).get().name()).isEqualTo("app0");
    }
}
