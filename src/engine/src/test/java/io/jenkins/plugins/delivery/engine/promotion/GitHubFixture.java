package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.github.GitHubRepository;
import io.jenkins.plugins.delivery.testbed.github.GitHubServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Promotions by pull request at GitHub. */
abstract class GitHubFixture extends PullRequestFixture {

    GitHubServer github;
    GitHubRepository repository;

    @BeforeEach
    void openSite() {
        github = GitHubServer.start(TOKEN, "acme/gitops");
        repository = github.repository("acme/gitops");
        repository.hosts(bare);
    }

    @AfterEach
    void closeSite() {
        github.close();
        assertThat(github.failures()).isEmpty();
    }

    @Override
    Map<String, Object> site() {
        return Map.of(
                "forge", "github",
                "forgeUrl", github.url().toString(),
                "forgeProject", "acme/gitops",
                "forgeCredentialsId", "forge");
    }

    void green(String context, String state) throws Exception {
        String head = bare.tip(repository.pulls().get(0).content().head());
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(github.url() + "/repos/acme/gitops/statuses/" + head))
                                .header("Authorization", "Bearer " + TOKEN)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"state\":\"" + state + "\",\"context\":\"" + context + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);
    }
}
