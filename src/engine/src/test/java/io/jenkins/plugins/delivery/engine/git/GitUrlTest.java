package io.jenkins.plugins.delivery.engine.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.com/shop/payments.git",
                "http://127.0.0.1:8080/a.git",
                "git@git.example.com:shop/payments.git",
                "git.example.com:payments",
                "ssh://git@git.example.com:2222/shop/payments.git",
                "ssh://git.example.com/a",
                "git+ssh://git@git.example.com/a",
                "git@[::1]:a.git",
            })
    void addressesOfServers(String url) {
        assertThat(GitUrl.problem("url", url)).isEmpty();
        assertThat(GitUrl.withoutSecrets(url)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc",
                "file:///etc",
                "../gitops",
                "ext::sh -c id",
                "ssh://-oProxyCommand=id/x",
                "ssh://git@-oProxyCommand=id/x",
                "git@-oProxyCommand=id:x",
                "--upload-pack=id",
                "ftp://git.example.com/a",
                "ssh://git.example.com",
            })
    void whatIsNone(String url) {
        assertThat(GitUrl.problem("url", url)).contains("url is no https, http or ssh address of a Git repository");
    }

    @ParameterizedTest
    @CsvSource({
        "https://ci:hunter2@git.example.com/a.git, https://git.example.com/a.git",
        "https://hunter2@git.example.com/a.git, https://git.example.com/a.git",
        "ssh://git:hunter2@git.example.com/a.git, ssh://git@git.example.com/a.git",
    })
    void secretsAreTakenOutAndRefused(String url, String clean) {
        assertThat(GitUrl.withoutSecrets(url)).isEqualTo(clean);
        assertThat(GitUrl.problem("url", url))
                .hasValueSatisfying(problem ->
                        assertThat(problem).contains("carries credentials").doesNotContain("hunter2"));
    }

    @Test
    void howAnAddressIsReached() {
        assertThat(GitUrl.isSsh("git@git.example.com:a.git")).isTrue();
        assertThat(GitUrl.isHttp("git@git.example.com:a.git")).isFalse();
        assertThat(GitUrl.isSsh("https://git.example.com/a.git")).isFalse();
    }
}
