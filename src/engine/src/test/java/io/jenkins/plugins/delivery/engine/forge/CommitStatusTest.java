package io.jenkins.plugins.delivery.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubStatuses;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabStatuses;
import io.jenkins.plugins.delivery.testbed.github.GitHubServer;
import io.jenkins.plugins.delivery.testbed.github.PullRequest.Content;
import io.jenkins.plugins.delivery.testbed.gitlab.GitLabServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands at a commit, at GitHub and at GitLab; what is wrong there does not end a delivery. */
class CommitStatusTest {

    private static final String TOKEN = "token-of-the-forge";
    private static final String COMMIT = "c".repeat(40);
    private static final String TIP = "d".repeat(40);

    @TempDir
    Path directory;

    private final GitHubServer github = GitHubServer.start(TOKEN, "acme/payments");
    private final GitLabServer gitlab = GitLabServer.start(TOKEN, "acme/payments");
    private final Map<String, String> environment = new LinkedHashMap<>();
    private RecordedRun run;

    @BeforeEach
    void open() {
        run = new RecordedRun(directory).with(Credential.token("forge", TOKEN));
    }

    @AfterEach
    void close() {
        github.close();
        gitlab.close();
        assertThat(run.everything()).doesNotContain(TOKEN);
        assertThat(github.failures()).isEmpty();
        assertThat(gitlab.failures()).isEmpty();
    }

    private Map<String, Object> set(String forge, Map<String, Object> changes) throws InterruptedException {
        return set(forge, changes, false);
    }

    private Map<String, Object> set(String forge, Map<String, Object> changes, boolean dryRun)
            throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("source", "https://git.example/acme/payments.git");
        arguments.put("forge", forge);
        arguments.put("forgeUrl", forge.equals("github") ? github.url().toString() : gitlab.api());
        arguments.put("forgeCredentialsId", "forge");
        arguments.putAll(changes);
        return new CommitStatus((address, id, context) -> address.kind() == ForgeKind.GITLAB
                        ? GitLabStatuses.open(address, id, context)
                        : GitHubStatuses.open(address, id, context))
                .run(
                        RequestBinder.bind("commitStatus", CommitStatusRequest.class, arguments),
                        run.context().toBuilder()
                                .environment(environment)
                                .dryRun(dryRun)
                                .build())
                .toMap();
    }

    @Test
    void theGateIsPendingAtGitHubUntilItIsDecided() throws Exception {
        environment.put("BUILD_URL", "https://ci.example/job/payments/7/");

        set("github", Map.of("state", "pending", "commit", COMMIT));
        Map<String, Object> done = set(
                "github",
                Map.of("state", "failure", "commit", COMMIT, "description", "lint failed\nin " + "x".repeat(200)));

        assertThat(done)
                .containsEntry("set", true)
                .containsEntry("context", "release/gate")
                .containsEntry("state", "failure")
                .containsEntry("url", "https://ci.example/job/payments/7/");
        assertThat(github.repository("acme/payments").statuses(COMMIT)).hasSize(2);
        assertThat(github.repository("acme/payments").currentStatuses(COMMIT))
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.state().name()).isEqualTo("FAILURE");
                    assertThat(status.targetUrl()).isEqualTo("https://ci.example/job/payments/7/");
                    assertThat(status.description())
                            .startsWith("lint failed in xxx")
                            .hasSizeLessThanOrEqualTo(140);
                });
    }

    @Test
    void theTipOfAPullRequestIsToldWhenTheForgeNeverSawTheMerge() throws Exception {
        github.repository("acme/payments").openPull("ada", new Content("feat: pay", "", "feature/pay", TIP, "main"));
        environment.put("CHANGE_ID", "1");
        github.failNext(1, 422, "{\"message\":\"No commit found for SHA: " + COMMIT + "\"}", Map.of());

        assertThat(set("github", Map.of("state", "pending", "commit", COMMIT))).containsEntry("commit", TIP);
        assertThat(set("github", Map.of("state", "success"))).containsEntry("commit", TIP);

        assertThat(github.repository("acme/payments").statuses(TIP)).hasSize(2);
        environment.remove("CHANGE_ID");
        assertThatThrownBy(() -> set("github", Map.of("state", "success")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("commit is required, or number");
    }

    @ParameterizedTest
    @CsvSource({"success, success", "failure, failed", "error, failed"})
    void gitLabHasAnOpenStatusThatIsDecidedOnce(String state, String status) throws Exception {
        environment.put("BRANCH_NAME", "develop");
        set("gitlab", Map.of("state", "pending", "commit", COMMIT));
        // GitLab refuses to set what is set.
        assertThat(set("gitlab", Map.of("state", "pending", "commit", COMMIT))).containsEntry("set", true);
        set("gitlab", Map.of("state", state, "commit", COMMIT, "context", "release/gate"));

        assertThat(gitlab.project("acme/payments").statuses(COMMIT))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("release/gate");
                    assertThat(found.status()).isEqualTo(status);
                    assertThat(found.ref()).isEqualTo("develop");
                });
        gitlab.project("acme/payments").open("feature/pay", "main", "feat: pay");
        gitlab.project("acme/payments").tip(1, TIP);
        set("gitlab", Map.of("state", state, "number", 1));
        assertThat(gitlab.project("acme/payments").statuses(TIP))
                .singleElement()
                .satisfies(found -> assertThat(found.ref()).isEqualTo("feature/pay"));
    }

    @ParameterizedTest
    @CsvSource({"github", "gitlab"})
    void whatIsWrongThereIsAWarningUnlessAskedOtherwise(String forge) throws Exception {
        github.failAlways(403);
        gitlab.failAlways(403);

        assertThat(set(forge, Map.of("state", "success", "commit", COMMIT)))
                .containsEntry("set", false)
                .hasEntrySatisfying(
                        "problem", problem -> assertThat((String) problem).contains("403", " The token needs the "));
        assertThat(run.warnings())
                .singleElement()
                .asString()
                .startsWith("The status was not set: release/gate to success (Everything passed.). ")
                .endsWith(" The delivery goes on.");
        assertThatThrownBy(() -> set(forge, Map.of("state", "success", "commit", COMMIT, "onFail", "fail")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("403");
        assertThat(set(forge, Map.of("state", "success", "commit", COMMIT, "forgeCredentialsId", "none")))
                .containsEntry("set", false);
    }

    @Test
    void aDryRunSetsNothingAndProblemsAreTogether() throws Exception {
        assertThat(set("github", Map.of("state", "success", "commit", COMMIT), true))
                .containsEntry("set", false);
        assertThat(github.requests()).isEmpty();
        assertThatThrownBy(() -> set(
                        "github",
                        Map.of(
                                "state", "success",
                                "commit", "main",
                                "number", 0,
                                "context", " x",
                                "targetUrl", "javascript:alert(1)")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("commit 'main' is not a full commit id")
                .hasMessageContaining("number is not")
                .hasMessageContaining("context is not a name")
                .hasMessageContaining("url is not an http or https address");
        assertThatThrownBy(() -> set("github", Map.of("state", "green", "commit", COMMIT)))
                .hasMessageContaining("'green' is not one of pending, success, failure, error");
    }
}
