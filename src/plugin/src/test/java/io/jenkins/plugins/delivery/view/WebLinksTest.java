package io.jenkins.plugins.delivery.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebLinksTest {

    private static final String COMMIT = "8b1d0aa8b1d0aa8b1d0aa8b1d0aa8b1d0aa8b1d0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "data:text/html,x",
                "ssh://git@git.example.com/gitops.git",
                "git@git.example.com:shop/gitops.git",
                "https://user:secret@git.example.com/gitops",
                "https://",
                "https://exa mple.com",
                "/relative"
            })
    void onlyPlainWebAddressesAreLinked(String address) {
        assertThat(WebLinks.safe(address)).isNull();
        assertThat(WebLinks.commit(address, COMMIT)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.com/shop/gitops.git, https://git.example.com/shop/gitops/commit/",
        "https://git.example.com/shop/gitops/, https://git.example.com/shop/gitops/commit/",
        "https://gitlab.example.com/shop/gitops.git, https://gitlab.example.com/shop/gitops/-/commit/",
        "https://bitbucket.org/shop/gitops, https://bitbucket.org/shop/gitops/commits/"
    })
    void everyForgeHasItsCommitPage(String repository, String page) {
        assertThat(WebLinks.commit(repository, COMMIT)).isEqualTo(page + COMMIT);
    }

    @Test
    void whatIsNoCommitIsNotLinked() {
        assertThat(WebLinks.commit("https://git.example.com/gitops", "")).isNull();
        assertThat(WebLinks.commit("https://git.example.com/gitops", "../../admin"))
                .isNull();
    }
}
