package io.jenkins.plugins.delivery.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk beside a Jenkins: what its buttons push and break, what its page shows, and who may press them. */
class SandboxDeskTest {

    private static Sandbox sandbox;
    private static SandboxDesk desk;

    @BeforeAll
    static void open(@TempDir Path directory) throws IOException {
        Path jenkinsfile = Files.writeString(directory.resolve("Jenkinsfile"), "deliveryPipeline()\n");
        sandbox = Sandbox.open(new SandboxOptions(
                jenkinsfile,
                Map.of("service", "payments", "environments", Map.of("dev", Map.of(), "stage", Map.of())),
                Map.of(),
                new RunSetup.Source(null, null, null, null)));
        desk = SandboxDesk.open(sandbox);
    }

    @AfterAll
    static void close() {
        desk.close();
        sandbox.close();
    }

    @Test
    void takesAServiceThroughARelease() throws Exception {
        String before = commit("develop");
        assertThat(press("commit")).isEqualTo("Pushed a feature to develop.\n");
        assertThat(commit("develop")).isNotEqualTo(before);
        assertThat(press("release")).isEqualTo("Cut release/1.4.0.\n");
        String main = commit("main");
        assertThat(press("finish")).isEqualTo("Merged the release to main.\n");
        assertThat(commit("main")).isNotEqualTo(main);
    }

    @Test
    void goesOnFromWhatOthersHavePushed(@TempDir Path elsewhere) throws Exception {
        String url = sandbox.servers().git().url(SandboxServers.SERVICE_REPOSITORY);
        try (RepositoryBuilder other = RepositoryBuilder.cloneOf(
                url, elsewhere.resolve("clone"), sandbox.servers().access())) {
            other.checkout("refs/remotes/origin/develop").branch("develop");
            other.author("Else Where", "else@example.com").commit("fix: from elsewhere", Map.of("else", "1"));
            other.push(url, sandbox.servers().access());
            press("commit");
            assertThat(new BareRepository(sandbox.servers().git().repositoryDirectory("service")).commit("develop~1"))
                    .isEqualTo(other.head());
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(send("POST", desk.url().resolve("nonsense"), "*/*").body()).contains("'nonsense' is none of commit");
        assertThat(send("POST", desk.url().resolve("hold/moon"), "*/*").statusCode())
                .isEqualTo(409);
        assertThat(send("POST", URI.create(desk.url().toString().replaceFirst("/[0-9a-f]+/", "/commit")), "*/*")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void showsTheEnvironmentsAndReturnsABrowserToThePage() throws Exception {
        assertThat(send("GET", desk.url(), "text/html").body())
                .contains("<td>dev</td>", "Cut a release", "No message yet.")
                .doesNotContain("<script");
        HttpResponse<String> pressed = send("POST", desk.url().resolve("heal/dev"), "text/html");
        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(pressed.headers().firstValue("Location")).hasValue(desk.url().getPath());
    }

    @Test
    void fillsTemplatesAndLeavesOtherNames(@TempDir Path directory) throws IOException {
        Path from = Files.createDirectories(directory.resolve("from/jobs"));
        Files.writeString(from.resolve("config.xml"), "<url>${SANDBOX_GIT_URL}</url>${OTHER}\n");
        new FilledTemplates(sandbox.facts().addresses()).copy(directory.resolve("from"), directory.resolve("to"));
        assertThat(directory.resolve("to/jobs/config.xml"))
                .hasContent(
                        "<url>" + sandbox.servers().git().url(SandboxServers.SERVICE_REPOSITORY) + "</url>${OTHER}\n");
    }

    private static String commit(String branch) {
        return new BareRepository(sandbox.servers().git().repositoryDirectory("service")).commit(branch);
    }

    private static String press(String button) throws Exception {
        HttpResponse<String> answer = send("POST", desk.url().resolve(button), "*/*");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> send(String method, URI uri, String accept) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .header("Accept", accept)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
