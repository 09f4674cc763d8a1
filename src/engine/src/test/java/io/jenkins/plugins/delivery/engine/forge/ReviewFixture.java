package io.jenkins.plugins.delivery.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubReviews;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabReviews;
import io.jenkins.plugins.delivery.testbed.git.BareRepository;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.github.GitHubRepository;
import io.jenkins.plugins.delivery.testbed.github.GitHubServer;
import io.jenkins.plugins.delivery.testbed.gitlab.GitLabProject;
import io.jenkins.plugins.delivery.testbed.gitlab.GitLabServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository with its pull requests at GitHub and at GitLab, and what reviewCheck says of it. */
abstract class ReviewFixture {

    private static final String TOKEN = "token-of-the-forge";

    @TempDir
    Path directory;

    final GitHubServer github = GitHubServer.start(TOKEN, "acme/payments");
    final GitHubRepository payments = github.repository("acme/payments");
    final GitLabServer gitlab = GitLabServer.start(TOKEN, "acme/payments");
    final GitLabProject project = gitlab.project("acme/payments");
    final Map<String, String> environment = new LinkedHashMap<>();
    RecordedRun run;
    GitServer git;
    BareRepository bare;
    String first;

    @BeforeEach
    void open() throws Exception {
        run = new RecordedRun(directory).with(Credential.token("forge", TOKEN));
        git = GitServer.start(Files.createDirectories(directory.resolve("git")), GitAccess.open());
        String url = git.create("payments");
        try (RepositoryBuilder seed = RepositoryBuilder.init(directory.resolve("seed"))) {
            first = seed.commit("chore: first", Map.of("README.md", "x")).head();
            seed.push(url, GitAccess.open());
        }
        bare = BareRepository.of(git, "payments");
        payments.hosts(bare);
        project.hosts(bare);
    }

    @AfterEach
    void close() {
        git.close();
        github.close();
        gitlab.close();
        assertThat(run.everything()).doesNotContain(TOKEN);
        assertThat(github.failures()).isEmpty();
        assertThat(gitlab.failures()).isEmpty();
    }

    /** One more commit on a branch, pushed by somebody. */
    void commit(String branch, String from, String file, String text) {
        try (RepositoryBuilder clone = RepositoryBuilder.cloneOf(
                git.url("payments"), directory.resolve("clone-" + System.nanoTime()), GitAccess.open())) {
            clone.checkout("origin/" + from).branch(branch).commit("feat: " + text, Map.of(file, text));
            clone.push(git.url("payments"), GitAccess.open());
        }
    }

    Map<String, Object> check(String forge, Map<String, Object> changes) throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("source", "https://git.example/acme/payments.git");
        arguments.put("forge", forge);
        arguments.put("forgeUrl", forge.equals("github") ? github.url().toString() : gitlab.api());
        arguments.put("forgeCredentialsId", "forge");
        arguments.put("branch", "main");
        arguments.putAll(changes);
        return new ReviewCheck((address, id, context) -> address.kind() == ForgeKind.GITLAB
                        ? GitLabReviews.open(address, id, context)
                        : GitHubReviews.open(address, id, context))
                .run(
                        RequestBinder.bind("reviewCheck", ReviewCheckRequest.class, arguments),
                        run.context().toBuilder().environment(environment).build())
                .toMap();
    }
}
