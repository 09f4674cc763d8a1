package io.jenkins.plugins.delivery.engine.promotion.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.SshSettings;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitConnectionTest {

    private static final Credential RIGHT = Credential.usernamePassword("git", "ci", "the-right-password");

    @TempDir
    private Path root;

    private static String check(String url, String branch, Credential credential) {
        return GitConnection.check(
                new GitOpsAddress(url, branch, "git"),
                Optional.ofNullable(credential),
                SshSettings.STRICT,
                Duration.ofSeconds(5));
    }

    @Test
    void branchAndCredentialsAreTriedOut() {
        GitAccess access = GitAccess.only("ci", "the-right-password");
        try (GitServer git = GitServer.start(root.resolve("server"), access)) {
            String url = git.create("gitops");
            RepositoryBuilder.init(root.resolve("work"))
                    .commit("first", Map.of("a.yaml", "a: 1\n"))
                    .push(url, access);
            assertThat(check(url, "main", RIGHT))
                    .isEqualTo("The GitOps repository takes pushes and has the branch 'main'.");
            assertThatThrownBy(() -> check(url, "mian", RIGHT))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageEndingWith("has no branch 'mian'. Did you mean 'main'?");
            assertThatThrownBy(() -> check(url, "main", Credential.token("git", "hunter2-token")))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining("refuses access. Check the credential 'git'.")
                    .hasMessageNotContaining("hunter2");
            assertThatThrownBy(() -> check(url, "main", null)).hasMessageContaining("Choose the credentials for it.");
            assertThatThrownBy(() -> check(url + "s", "main", RIGHT)).isInstanceOf(NotFoundException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc",
                "/etc",
                "ext::sh -c id",
                "ssh://-oProxyCommand=id/x",
                "--upload-pack=id",
                "https://ci:hunter2@git.example.com/a.git",
            })
    void onlyHttpIsSpokenAndNoPasswordStandsInTheAddress(String url) {
        assertThatThrownBy(() -> check(url, "main", RIGHT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aRedirectToAnotherServerGetsNothing() throws IOException {
        List<String> stolen = new CopyOnWriteArrayList<>();
        HttpServer thief =
                server(exchange -> stolen.add(exchange.getRequestURI().getPath()), 401, null);
        HttpServer front = server(
                exchange -> {}, 302, "http://localhost:" + thief.getAddress().getPort());
        try {
            String url = "http://127.0.0.1:" + front.getAddress().getPort() + "/gitops.git";
            assertThatThrownBy(() -> check(url, "main", RIGHT)).isInstanceOf(RetryableException.class);
            assertThat(stolen).isEmpty();
        } finally {
            front.stop(0);
            thief.stop(0);
        }
    }

    @Test
    void nothingOfAnotherServersAnswerIsRepeated() throws IOException {
        HttpServer other = server(exchange -> {}, 200, null);
        try {
            String url = "http://127.0.0.1:" + other.getAddress().getPort() + "/gitops.git";
            assertThatThrownBy(() -> check(url, "main", null))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining("is no Git server that takes pushes")
                    .hasMessageNotContaining("secret");
        } finally {
            other.stop(0);
        }
    }

    private interface Seen {
        void by(com.sun.net.httpserver.HttpExchange exchange);
    }

    private static HttpServer server(Seen seen, int status, String redirect) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            seen.by(exchange);
            if (redirect != null) {
                exchange.getResponseHeaders().add("Location", redirect + exchange.getRequestURI());
            }
            byte[] body = "the secret of the machine".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
