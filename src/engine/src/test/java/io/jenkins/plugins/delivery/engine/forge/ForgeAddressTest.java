package io.jenkins.plugins.delivery.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForgeAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://github.com/acme/payments.git               | GITHUB | https://api.github.com                | acme/payments
            https://github.com/acme/payments/                  | GITHUB | https://api.github.com                | acme/payments
            https://user:pass@github.com/acme/payments         | GITHUB | https://api.github.com                | acme/payments
            git@github.com:acme/payments.git                   | GITHUB | https://api.github.com                | acme/payments
            ssh://git@ssh.github.com:443/acme/payments.git     | GITHUB | https://api.github.com                | acme/payments
            https://github.example.com/acme/payments.git       | GITHUB | https://github.example.com/api/v3     | acme/payments
            http://GitHub.example.com:8080/acme/payments.git   | GITHUB | http://github.example.com:8080/api/v3 | acme/payments
            https://gitlab.com/group/sub/payments.git          | GITLAB | https://gitlab.com/api/v4             | group/sub/payments
            git@gitlab.example.com:group/payments.git          | GITLAB | https://gitlab.example.com/api/v4     | group/payments
            ssh://git@gitlab.example.com:2222/g/p.git          | GITLAB | https://gitlab.example.com/api/v4     | g/p
            """)
    void theApiIsThatOfTheHost(String remote, ForgeKind kind, String api, String project) {
        assertThat(ForgeAddress.of(ForgeKind.AUTO, remote, null, null)).contains(new ForgeAddress(kind, api, project));
    }

    @Test
    void whatIsSaidGoesBeforeWhatIsGuessed() {
        assertThat(ForgeAddress.of(ForgeKind.GITLAB, "https://git.example.com/a/b.git", null, null))
                .contains(new ForgeAddress(ForgeKind.GITLAB, "https://git.example.com/api/v4", "a/b"));
        assertThat(ForgeAddress.of(ForgeKind.GITHUB, "/srv/git/b.git", "http://127.0.0.1:1/x", "a/b"))
                .contains(new ForgeAddress(ForgeKind.GITHUB, "http://127.0.0.1:1/x", "a/b"));
        assertThat(ForgeAddress.of(
                        ForgeKind.AUTO, "https://scm.example.com/a/b", "https://gitlab.example.com/api/v4", null))
                .contains(new ForgeAddress(ForgeKind.GITLAB, "https://gitlab.example.com/api/v4", "a/b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://git.example.com/a/b.git", "/srv/git/payments.git", "file:///srv/git/b.git", "payments"})
    void anUnknownHostIsNoForge(String remote) {
        assertThat(ForgeAddress.of(ForgeKind.AUTO, remote, null, null)).isEmpty();
        assertThat(ForgeAddress.of(ForgeKind.NONE, "https://github.com/a/b", null, null))
                .isEmpty();
    }
}
