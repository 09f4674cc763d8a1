package io.jenkins.plugins.delivery.engine.gitflow;

import static io.jenkins.plugins.delivery.engine.gitflow.FlowWorld.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.github.PullRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a hotfix whose way back to develop conflicts. */
class GitFlowConflictTest {

    private static final String HEAD = "merge/1.4.1-to-develop";

    @TempDir
    Path root;

    private FlowWorld world;

    @BeforeEach
    void build() throws Exception {
        world = new FlowWorld(root);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    /** A hotfix and develop that both changed one line; the open release does not conflict. */
    private void conflict() throws Exception {
        world.dev("checkout", "-q", "-b", "hotfix/1.4.1", "main");
        world.commitBy("Hanna Hotfix", "app", "1\n2\nhotfix\n4\n5\n", "fix: pay | once @all `now`");
        world.dev("checkout", "-q", "develop");
        world.commitBy("Emil Else", "app", "1\n2\ndevelop\n4\n5\n", "feat: pay twice")
                .push();
        world.pulls.author(world.tip("hotfix/1.4.1"), "hanna");
        world.pulls.collaborator("hanna");
        world.checkout("hotfix/1.4.1").with("BUILD_URL", "https://ci.example.com/job/9/");
    }

    @Test
    void everythingElseGoesThroughAndOnePullRequestIsOpened() throws Exception {
        conflict();
        String develop = world.tip("develop");

        Map<String, Object> result = world.finish();

        assertThat(result)
                .containsEntry("tag", "v1.4.1")
                .containsEntry("complete", false)
                .containsEntry("pushed", true);
        assertThat(target(result, "main")).containsEntry("state", "merged");
        assertThat(target(result, "release/1.5.0")).containsEntry("state", "merged");
        assertThat(target(result, "develop"))
                .containsEntry("state", "pull-request")
                .containsEntry("commit", develop)
                .containsEntry("pullRequest", world.github.url() + "/acme/payments/pull/1");
        assertThat(result.get("conflicts"))
                .isEqualTo(List.of(Map.of("branch", "develop", "path", "app", "kind", "content")));
        assertThat(world.contains("release/1.5.0", "v1.4.1")).isTrue();
        assertThat(world.tip("develop")).isEqualTo(develop);
        assertThat(world.tip(HEAD)).isEqualTo(world.tip("main"));
        PullRequest pull = world.pulls.pull(1).orElseThrow();
        assertThat(pull.content().title()).isEqualTo("Merge 1.4.1 back to develop");
        assertThat(pull.content().head()).isEqualTo(HEAD);
        assertThat(pull.content().base()).isEqualTo("develop");
        assertThat(pull.assignees()).containsExactly("hanna");
        assertThat(pull.content().body())
                .contains("| `app` | changed on both sides |")
                .contains("`` fix: pay \\| once @all `now` `` by `Hanna Hotfix`")
                .contains("`feat: pay twice` by `Emil Else`")
                .contains("git merge origin/develop")
                .contains("with a merge commit", "`https://ci.example.com/job/9/`");
        assertThat(world.log()).contains("Opened pull request", "Assigned it to hanna");
    }

    @Test
    void aRunThatComesAgainFindsThePullRequest() throws Exception {
        conflict();
        world.finish();
        String refs = world.refs();

        Map<String, Object> again =
                world.with("BUILD_URL", "https://ci.example.com/job/10/").finish();

        assertThat(again).containsEntry("pushed", false).containsEntry("complete", false);
        assertThat(world.pulls.pulls()).hasSize(1);
        assertThat(world.refs()).isEqualTo(refs);
        assertThat(world.github.requests("PATCH", "/")).isEmpty();
        assertThat(world.log()).contains("is open already").doesNotContain("Opened");
    }

    @Test
    void aChangedSituationUpdatesThePullRequest() throws Exception {
        conflict();
        world.finish();
        world.pull("develop", "hotfix/1.4.1");
        world.dev("checkout", "-q", "develop");
        world.commitBy("Emil Else", "app", "1\n2\ndevelop again\n4\n5\n", "feat: pay thrice");
        world.dev("push", "-q", "origin", "develop");

        world.finish();

        assertThat(world.pulls.pulls()).hasSize(1);
        assertThat(world.pulls.pull(1).orElseThrow().content().body()).contains("feat: pay thrice");
        assertThat(world.log()).contains("Updated pull request");
    }

    @Test
    void aResolvedPullRequestEndsTheDrift() throws Exception {
        conflict();
        world.finish();
        resolve();
        world.dev("checkout", "-q", "-B", "develop", "origin/develop");
        world.dev("merge", "-q", "--no-ff", "-m", "Merge pull request #1 from " + HEAD, HEAD);
        world.dev("push", "-q", "origin", "develop");
        world.pulls.mergePull(1, world.tip("develop"));

        Map<String, Object> result = world.checkout("main").finish();

        assertThat(result)
                .containsEntry("complete", true)
                .containsEntry("pushed", false)
                .containsEntry("tag", "v1.4.1");
        assertThat(world.tip("refs/heads/" + HEAD)).isEmpty();
        assertThat(world.log()).contains("Deleted " + HEAD + ": develop contains it.");
    }

    @Test
    void aPullRequestWithoutADriftIsClosed() throws Exception {
        conflict();
        world.finish();
        world.pull("develop");
        world.dev("merge", "-q", "-s", "ours", "-m", "Merged by hand", "origin/main");
        world.dev("push", "-q", "origin", "develop");

        Map<String, Object> result = world.checkout("main").finish();

        assertThat(result).containsEntry("complete", true);
        assertThat(world.pulls.pull(1).orElseThrow().state()).isEqualTo(PullRequest.State.CLOSED);
        assertThat(world.pulls.comments(1)).hasSize(1);
        assertThat(world.log()).contains("Closed pull request");
    }

    @Test
    void aBranchWhereSomebodyResolvesIsNotMoved() throws Exception {
        conflict();
        world.finish();
        resolve();
        String tip = world.tip(HEAD);

        Map<String, Object> result = world.finish();

        assertThat(target(result, "develop")).containsEntry("state", "pull-request");
        assertThat(world.tip(HEAD)).isEqualTo(tip);
    }

    private void resolve() throws Exception {
        world.dev("fetch", "-q", "origin");
        world.dev("checkout", "-q", "-B", HEAD, "origin/" + HEAD);
        world.dev("merge", "-q", "-X", "ours", "-m", "Resolve", "origin/develop");
        world.dev("push", "-q", "origin", HEAD);
    }

    @ParameterizedTest
    @CsvSource({
        "deleted-in-target, deleted in the target",
        "deleted-in-source, deleted here",
        "both-added, added on both sides",
        "submodule, submodule moved",
        "file-directory, a file on one side"
    })
    void everyKindOfConflictIsNamed(String kind, String words) throws Exception {
        String path = conflict(kind);

        Map<String, Object> result = world.checkout("hotfix/1.4.1").finish();

        assertThat(result.get("conflicts")).asString().contains("kind=" + kind, "path=" + path);
        assertThat(world.pulls.pull(1).orElseThrow().content().body()).contains(words);
        assertThat(world.tip("v1.4.1")).isEqualTo(world.tip("main"));
        world.dev("fetch", "-q", "--all", "--tags");
        world.dev("checkout", "-q", "--detach", "origin/develop");
        assertThat(io.jenkins.plugins.delivery.engine.git.Tool.end(
                                world.dev,
                                Map.of(),
                                "git",
                                "-c",
                                "user.name=x",
                                "-c",
                                "user.email=x",
                                "merge",
                                "origin/main")
                        .code())
                .as("git itself")
                .isNotZero();
    }

    private String conflict(String kind) throws Exception {
        world.dev("checkout", "-q", "-b", "hotfix/1.4.1", "main");
        switch (kind) {
            case "deleted-in-target" -> {
                world.commit("app", "changed\n", "fix: change");
                world.dev("checkout", "-q", "develop");
                world.dev("rm", "-q", "app");
            }
            case "deleted-in-source" -> {
                world.dev("rm", "-q", "app");
                world.dev("commit", "-q", "-m", "fix: delete");
                world.dev("checkout", "-q", "develop");
                world.commit("app", "changed\n", "feat: change");
            }
            case "both-added" -> {
                world.commit("new", "one\n", "fix: add");
                world.dev("checkout", "-q", "develop");
                world.commit("new", "two\n", "feat: add");
            }
            case "submodule" -> {
                world.dev("update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + ",new");
                world.dev("commit", "-q", "-m", "fix: submodule");
                world.dev("checkout", "-q", "develop");
                world.dev("update-index", "--add", "--cacheinfo", "160000," + "2".repeat(40) + ",new");
            }
            default -> {
                world.commit("new", "a file\n", "fix: file");
                world.dev("checkout", "-q", "develop");
                world.commit("new/inside", "a folder\n", "feat: folder");
            }
        }
        world.dev("commit", "-q", "--allow-empty", "-m", "feat: other side");
        world.push();
        return kind.startsWith("deleted") ? "app" : "new";
    }

    @Test
    void aReleaseThatMainDoesNotTakeStopsBeforeAnything() throws Exception {
        world.dev("checkout", "-q", "main");
        world.commit("notes", "other\n", "fix: not brought back").push();
        String refs = world.refs();

        assertThatThrownBy(() -> world.checkout("release/1.5.0").finish())
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("release/1.5.0 cannot be merged to main: 1 conflict, notes (added on both sides")
                .hasMessageContaining("Nothing was changed. Merge main into release/1.5.0");
        assertThat(world.refs()).isEqualTo(refs);
        assertThat(world.pulls.pulls()).isEmpty();
    }

    @Test
    void nobodyIsAssignedWhomTheForgeDoesNotKnow() throws Exception {
        conflict();
        world.pulls.author(world.tip("hotfix/1.4.1"), "stranger");

        world.finish();

        assertThat(world.pulls.pull(1).orElseThrow().assignees()).isEmpty();
        assertThat(world.log()).contains("WARN Nobody is assigned to");
    }

    @Test
    void aDryRunOpensNothing() throws Exception {
        conflict();
        String refs = world.refs();

        Map<String, Object> result = world.dryRun().finish();

        assertThat(target(result, "develop")).containsEntry("state", "pull-request");
        assertThat(world.refs()).isEqualTo(refs);
        assertThat(world.github.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"401, Check the credentials", "403, Check the credentials", "404, 404", "422, 422"})
    void whenTheForgeRefusesTheReleaseStandsAndTheStepSaysWhatIsMissing(int status, String words) throws Exception {
        conflict();
        world.github.failAlways(status);

        assertThatThrownBy(() -> world.finish())
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(
                        "v1.4.1 is on main, but develop lacks it (1 conflict, app (changed on both sides)")
                .hasMessageContaining(words)
                .hasMessageContaining("Run the step again when that is solved");
        assertThat(world.tip("v1.4.1")).isEqualTo(world.tip("main"));
        assertThat(world.contains("release/1.5.0", "v1.4.1")).isTrue();

        world.github.recover();
        assertThat(target(world.finish(), "develop")).containsEntry("state", "pull-request");
        assertThat(world.pulls.pulls()).hasSize(1);
    }

    @Test
    void anOutageIsWaitedOutAndALongOneIsRetryable() throws Exception {
        conflict();
        world.github.failNext(1, 502);
        world.github.secondaryRateLimitNext(1, Duration.ofSeconds(30));

        assertThat(target(world.finish(), "develop")).containsEntry("state", "pull-request");
        assertThat(world.log()).contains("PAUSE PT2S", "PAUSE PT30S");

        world.github.rateLimitNext(10, Duration.ofMinutes(40));
        assertThatThrownBy(() -> world.finish())
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("rate limit");
        world.github.recover();
    }

    @Test
    void withoutAForgeTheStepSaysHowToGoOn() throws Exception {
        conflict();

        assertThatThrownBy(() -> world.finish(Map.of("forge", "none")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("No pull request could be opened from " + HEAD + " to develop")
                .hasMessageContaining("or open it by hand");
        assertThat(world.tip(HEAD)).isEqualTo(world.tip("main"));
    }

    @Test
    void theTokenIsNowhere() throws Exception {
        conflict();
        world.github.failAlways(401);

        assertThatThrownBy(() -> world.finish()).hasMessageNotContaining(FlowWorld.TOKEN);
        assertThat(world.log()).doesNotContain(FlowWorld.TOKEN);
        world.github.recover();
        assertThat(world.finish().toString()).doesNotContain(FlowWorld.TOKEN);
    }
}
