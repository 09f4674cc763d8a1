package io.jenkins.plugins.delivery.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubPullRequests;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabMergeRequests;
import io.jenkins.plugins.delivery.testbed.github.GitHubRepository;
import io.jenkins.plugins.delivery.testbed.github.GitHubServer;
import io.jenkins.plugins.delivery.testbed.github.IssueComment;
import io.jenkins.plugins.delivery.testbed.github.PullRequest.Content;
import io.jenkins.plugins.delivery.testbed.gitlab.GitLabProject;
import io.jenkins.plugins.delivery.testbed.gitlab.GitLabServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One comment, edited and not repeated, at GitHub and at GitLab. */
class PullRequestCommentTest {

    private static final String TOKEN = "token-of-the-forge";
    private static final String MERGED = "c".repeat(40);

    @TempDir
    Path directory;

    private final GitHubServer github = GitHubServer.start(TOKEN, "acme/payments");
    private final GitHubRepository payments = github.repository("acme/payments");
    private final GitLabServer gitlab = GitLabServer.start(TOKEN, "acme/payments");
    private final GitLabProject project = gitlab.project("acme/payments");
    private final List<String> log = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    @AfterEach
    void close() {
        github.close();
        gitlab.close();
        assertThat(log).noneMatch(line -> line.contains(TOKEN));
    }

    private EngineContext context(boolean dryRun) {
        return EngineContext.in(directory)
                .log(new DeliveryLog() {
                    @Override
                    public void info(String message) {
                        log.add(message);
                    }

                    @Override
                    public void warn(String message) {
                        log.add("WARN " + message);
                    }
                })
                .secrets(id -> id.equals("forge") ? Optional.of(Credential.token(id, TOKEN)) : Optional.empty())
                .clock(java.time.Clock.systemUTC(), pause -> {})
                .dryRun(dryRun)
                .environment(environment)
                .build();
    }

    private Map<String, Object> run(Map<String, Object> changes) throws InterruptedException {
        return run(changes, false);
    }

    private Map<String, Object> run(Map<String, Object> changes, boolean dryRun) throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("service", "payments");
        arguments.put("env", "prod");
        arguments.put("version", "1.4.0");
        arguments.put("commit", MERGED);
        arguments.put("source", "https://git.example/acme/payments.git");
        arguments.put("forge", "github");
        arguments.put("forgeUrl", github.url().toString());
        arguments.put("forgeCredentialsId", "forge");
        arguments.put("url", "https://ci.example/job/payments/7/");
        arguments.putAll(changes);
        return new PullRequestComment((address, id, context) -> address.kind() == ForgeKind.GITLAB
                        ? GitLabMergeRequests.open(address, id, context)
                        : GitHubPullRequests.open(address, id, context))
                .run(
                        RequestBinder.bind("pullRequestComment", PullRequestCommentRequest.class, arguments),
                        context(dryRun))
                .toMap();
    }

    private void mergedAtGitHub() {
        payments.openPull("ada", new Content("feat: pay", "", "feature/pay", "d".repeat(40), "main"));
        payments.mergePull(1, MERGED);
    }

    @Test
    void tellsTheMergedPullRequestOnceForEachEnvironment() throws Exception {
        mergedAtGitHub();

        Map<String, Object> first = run(Map.of());
        assertThat(first)
                .containsEntry("commented", true)
                .containsEntry("changed", true)
                .containsEntry("number", 1L);
        assertThat(run(Map.of())).containsEntry("changed", false).containsEntry("url", first.get("url"));
        assertThat(run(Map.of("version", "1.4.1"))).containsEntry("changed", true);
        run(Map.of("env", "stage"));

        assertThat(payments.comments(1)).hasSize(2);
        IssueComment prod = payments.comments(1).get(0);
        assertThat(prod.edits()).isEqualTo(1);
        assertThat(prod.body()).isEqualTo("""
                        <!-- delivery:payments/prod -->
                        ✅ `payments 1.4.1` is in `prod`

                        [The run](<https://ci.example/job/payments/7/>)
                        """);
    }

    @Test
    void showsTheGatesOfAnOpenPullRequestInOneTable() throws Exception {
        payments.openPull("ada", new Content("feat: pay", "", "feature/pay", "d".repeat(40), "main"));
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("env", null);
        environment.put("CHANGE_ID", "1");
        about.put("event", "checked");
        about.put("gates", List.of(Map.of("name", "lint", "verdict", "passed", "message", "Gate lint passed.")));
        run(about);
        about.put(
                "gates",
                List.of(
                        Map.of("name", "lint", "verdict", "passed", "message", "Gate lint passed."),
                        Map.of(
                                "name",
                                "secrets",
                                "verdict",
                                "failed",
                                "message",
                                "a | b <img src=x>\n@everybody",
                                "url",
                                "https://ci.example/7"),
                        Map.of("name", "review", "verdict", "errored")));
        run(about);
        assertThat(payments.comments(1)).hasSize(1);
        String table = payments.comments(1).get(0).body();
        about.put("gates", List.of(Map.of("name", "lint", "verdict", "passed")));
        about.put("error", "Gate secrets failed");
        run(about);
        assertThat(payments.comments(1).get(0).body())
                .contains("❌ `payments 1.4.0` failed after 1 gate had passed\n")
                .contains("Gate secrets failed");
        about.remove("error");
        about.put("topic", "terraform");
        about.put("gates", List.of());
        about.put("text", "Plan: 1 to add");
        run(about);

        assertThat(payments.comments(1)).hasSize(2);
        assertThat(table).isEqualTo("""
                        <!-- delivery:payments -->
                        ❌ `payments 1.4.0`: 1 of 3 gates passed

                        | | Gate | |
                        |---|---|---|
                        | ✅ | `lint` | `Gate lint passed.` |
                        | ❌ | [`secrets`](<https://ci.example/7>) | `a ¦ b <img src=x> @everybody` |
                        | ⚠️ | `review` |  |

                        [The run](<https://ci.example/job/payments/7/>)
                        """);
        assertThat(payments.comments(1).get(1).body())
                .startsWith("<!-- delivery:payments#terraform -->\n✅ `payments 1.4.0` (`terraform`)\n");
        assertThatThrownBy(() -> run(Map.of("gates", List.of(Map.of("name", "lint")))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("gates: each needs name and verdict");
    }

    @Test
    void findsItsCommentBehindAHundredOthersAndIgnoresQuotes() throws Exception {
        mergedAtGitHub();
        for (int i = 0; i < 130; i++) {
            gitHubComment("> <!-- delivery:payments/prod --> what is this? " + i);
        }
        run(Map.of());
        run(Map.of("event", "failed", "error", "it is Degraded"));

        assertThat(payments.comments(1)).hasSize(131);
        assertThat(payments.comments(1).get(130).body())
                .contains("❌ `payments 1.4.0` failed in `prod`", "```text\nit is Degraded\n```");
    }

    private void gitHubComment(String text) throws InterruptedException {
        ForgeAddress address = new ForgeAddress(ForgeKind.GITHUB, github.url().toString(), "acme/payments");
        PullRequests pulls = GitHubPullRequests.open(address, "forge", context(false));
        pulls.comment(pulls.get(1).orElseThrow(), text);
    }

    @Test
    void worksTheSameAtGitLab() throws Exception {
        project.open("feature/pay", "main", "feat: pay");
        project.merge(1, MERGED);
        Map<String, Object> at = Map.of("forge", "gitlab", "forgeUrl", gitlab.api());

        run(at);
        Map<String, Object> again = new LinkedHashMap<>(at);
        again.put("version", "1.4.1");
        assertThat(run(again))
                .containsEntry("changed", true)
                .hasEntrySatisfying("url", url -> assertThat(url.toString()).endsWith("/-/merge_requests/1#note_1"));

        assertThat(project.mergeRequests().get(0).notes())
                .singleElement()
                .asString()
                .contains("1.4.1");
    }

    @Test
    void showsTextsAndFieldsAsCode() throws Exception {
        mergedAtGitHub();
        run(Map.of(
                "event",
                "failed",
                "error",
                "first\n/close\n```\n@acme/all <!-- x -->\u001b[31m password=" + TOKEN,
                "fields",
                Map.of("Pod", "`x` @ada")));

        String body = payments.comments(1).get(0).body();
        assertThat(body)
                .contains("\n\n````text\nfirst\n/close\n```\n@acme/all <!-- x --> password=****\n````\n\n")
                .contains("- `Pod`: `` `x` @ada ``");
    }

    @Test
    void noSecretOfTheRunIsSentToGitHub() throws Exception {
        PullRequests pulls = GitHubPullRequests.open(
                new ForgeAddress(ForgeKind.GITHUB, github.api(), "acme/payments"), "forge", context(false));

        PullRequest opened = pulls.open(new PullRequestDraft("one", "main", "Merge " + TOKEN, "it says " + TOKEN));
        assertThat(opened.title()).isEqualTo("Merge ****");
        assertThat(opened.body()).isEqualTo("it says ****");
        PullRequest updated =
                pulls.update(opened, new PullRequestDraft("one", "main", TOKEN + " again", "and " + TOKEN));
        assertThat(updated.title()).isEqualTo("**** again");
        assertThat(updated.body()).isEqualTo("and ****");
        PullComment comment = pulls.comment(opened, "first " + TOKEN);
        assertThat(comment.text()).isEqualTo("first ****");
        assertThat(pulls.edit(opened, comment, "then " + TOKEN).text()).isEqualTo("then ****");
    }

    @ParameterizedTest
    @CsvSource({"github", "gitlab"})
    void noPartOfASecretIsLeftWhereATextIsCut(String forge) throws Exception {
        mergedAtGitHub();
        project.open("feature/pay", "main", "feat: pay");
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("forge", forge);
        changes.put("forgeUrl", forge.equals("github") ? github.api() : gitlab.api());
        changes.put("number", 1);
        changes.put("event", "failed");
        // Each limit comes in the middle of the token.
        changes.put("text", ("x".repeat(399) + "\n").repeat(14) + "x".repeat(390) + " " + TOKEN);
        changes.put("error", "y".repeat(390) + " " + TOKEN);
        changes.put("fields", Map.of("Pod", "z".repeat(290) + " " + TOKEN));
        changes.put(
                "gates",
                List.of(Map.of("name", "lint", "verdict", "failed", "message", "w".repeat(290) + " " + TOKEN)));

        assertThat(run(changes)).containsEntry("commented", true);

        String body = forge.equals("github")
                ? payments.comments(1).get(0).body()
                : project.mergeRequests().get(0).notes().get(0);
        assertThat(body).contains("x ****", "y ****", "z ****", "w ****").doesNotContain(TOKEN.substring(0, 8));
    }

    @Test
    void saysWhenNobodyIsToBeTold() throws Exception {
        assertThat(run(Map.of()))
                .containsEntry("commented", false)
                .containsEntry("problem", "No merged pull request brought in commit " + MERGED + ".");
        payments.openPull("ada", new Content("feat: pay", "", "feature/pay", MERGED, "main"));
        assertThat(run(Map.of())).as("not merged").containsEntry("commented", false);
    }

    @Test
    void neverFailsTheDelivery() throws Exception {
        mergedAtGitHub();
        github.failAlways(503);
        assertThat(run(Map.of())).containsEntry("commented", false).hasEntrySatisfying("problem", problem -> assertThat(
                        problem.toString())
                .contains("503"));
        github.stop();
        assertThat(run(Map.of())).hasEntrySatisfying("problem", problem -> assertThat(problem.toString())
                .contains("cannot be reached"));
        assertThat(run(Map.of("forgeCredentialsId", "none")))
                .hasEntrySatisfying("problem", problem -> assertThat(problem.toString())
                        .contains("No credentials with the id 'none'"));
        assertThat(log)
                .filteredOn(line -> line.startsWith("WARN The pull request was not told."))
                .hasSize(3);
    }

    @Test
    void writesNothingInADryRun() throws Exception {
        mergedAtGitHub();

        assertThat(run(Map.of(), true)).containsEntry("commented", false).containsEntry("number", 1L);
        assertThat(payments.comments(1)).isEmpty();
    }

    @Test
    void tellsEveryProblemOfTheInput() {
        assertThatThrownBy(() -> run(Map.of("commit", "abc", "number", 0, "env", "-->", "url", "javascript:x")))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(4));
    }
}
