package io.jenkins.plugins.delivery.engine.gitflow;

import static io.jenkins.plugins.delivery.engine.gitflow.FlowWorld.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the remote is after gitFlowFinish, when everything merges by itself. */
class GitFlowFinishTest {

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

    @Test
    void aReleaseIsMergedTaggedAndBroughtBackInOnePush() throws Exception {
        world.checkout("release/1.5.0").with("BUILD_URL", "https://ci.example.com/job/7/");
        String before = world.tip("main");
        int pushes = world.server.pushes("acme/payments");

        Map<String, Object> result = world.finish();

        assertThat(result)
                .containsEntry("version", "1.5.0")
                .containsEntry("tag", "v1.5.0")
                .containsEntry("complete", true)
                .containsEntry("pushed", true)
                .containsEntry("commit", world.tip("main"))
                .containsEntry("conflicts", List.of());
        assertThat(target(result, "main")).containsEntry("state", "merged");
        assertThat(target(result, "develop"))
                .containsEntry("state", "merged")
                .containsEntry("commit", world.tip("develop"));
        assertThat(world.server.pushes("acme/payments")).isEqualTo(pushes + 1);
        assertThat(world.bare("rev-parse", "main^1")).isEqualTo(before);
        assertThat(world.bare("rev-parse", "main^2")).isEqualTo(world.tip("release/1.5.0"));
        assertThat(world.tip("v1.5.0")).isEqualTo(world.tip("main"));
        assertThat(world.contains("develop", "main")).isTrue();
        assertThat(world.bare("show", "develop:next")).isEqualTo("later");
        assertThat(world.bare("log", "-1", "--format=%s%n%b%n%an", "main"))
                .startsWith("Merge branch 'release/1.5.0'")
                .contains("Run: https://ci.example.com/job/7/", "Git-Flow Delivery");
        assertThat(world.bare("cat-file", "tag", "v1.5.0"))
                .contains("Release 1.5.0", "https://ci.example.com/job/7/", world.bare("rev-parse", "main^{tree}"));
        assertThat(world.bare("log", "-1", "--format=%s", "develop")).isEqualTo("Merge branch 'main' into develop");
    }

    @Test
    void aSecondRunHasNothingToDoAndSaysSo() throws Exception {
        world.checkout("release/1.5.0").finish();
        String refs = world.refs();
        int attempts = world.server.pushAttempts("acme/payments");

        Map<String, Object> again = world.finish();
        Map<String, Object> onMain = world.checkout("main").finish();

        assertThat(again)
                .containsEntry("pushed", false)
                .containsEntry("complete", true)
                .containsEntry("tag", "v1.5.0");
        assertThat(onMain).containsEntry("pushed", false).containsEntry("version", "1.5.0");
        assertThat(target(onMain, "develop")).containsEntry("state", "up-to-date");
        assertThat(world.log()).contains("Nothing to do: v1.5.0 is on main");
        assertThat(world.refs()).isEqualTo(refs);
        assertThat(world.server.pushAttempts("acme/payments")).isEqualTo(attempts);
    }

    @Test
    void theCheckoutStaysAsItIs() throws Exception {
        world.checkout("release/1.5.0");
        Files.writeString(world.workspace().resolve("notes"), "changed by the build\n");
        Files.writeString(world.workspace().resolve("built"), "output\n");
        String before = state();

        world.finish();

        assertThat(state()).isEqualTo(before);
        assertThat(Files.readString(world.workspace().resolve("notes"))).isEqualTo("changed by the build\n");
    }

    private String state() throws Exception {
        String[] questions = {"status --porcelain=v2 --branch", "for-each-ref", "rev-parse HEAD", "count-objects -v"};
        StringBuilder state = new StringBuilder();
        for (String question : questions) {
            state.append(
                    io.jenkins.plugins.delivery.engine.git.Tool.run(world.workspace(), ("git " + question).split(" ")));
        }
        return state.toString();
    }

    @Test
    void aHotfixReachesDevelopAndTheOpenRelease() throws Exception {
        world.dev("checkout", "-q", "-b", "hotfix/1.4.1", "main");
        world.commit("fix", "now\n", "fix: at once").push();

        Map<String, Object> result = world.checkout("hotfix/1.4.1").finish();

        assertThat(result).containsEntry("version", "1.4.1").containsEntry("complete", true);
        for (String branch : List.of("main", "develop", "release/1.5.0")) {
            assertThat(target(result, branch)).containsEntry("state", "merged");
            assertThat(world.contains(branch, "v1.4.1")).as(branch).isTrue();
            assertThat(world.bare("show", branch + ":fix")).isEqualTo("now");
        }
        assertThat(world.bare("log", "--format=%s", "develop")).doesNotContain("docs: notes");
    }

    @Test
    void aHotfixWithoutAVersionInItsNameGetsTheNextPatch() throws Exception {
        world.dev("checkout", "-q", "-b", "hotfix/login", "main");
        world.commit("fix", "now\n", "fix: at once").push();

        assertThat(world.checkout("hotfix/login").finish()).containsEntry("tag", "v1.4.1");
        assertThat(world.finish()).containsEntry("tag", "v1.4.1").containsEntry("pushed", false);
    }

    @Test
    void ofTwoOpenReleasesTheHigherGetsTheLower() throws Exception {
        world.dev("checkout", "-q", "-b", "release/1.6.0", "develop");
        world.commit("notes6", "1.6.0\n", "docs: more notes").push();

        Map<String, Object> result = world.checkout("release/1.5.0").finish();

        assertThat(world.contains("release/1.6.0", "v1.5.0")).isTrue();
        assertThat(target(result, "release/1.6.0")).containsEntry("state", "merged");
    }

    @Test
    void ofTwoOpenReleasesTheLowerIsLeftAloneAndTold() throws Exception {
        world.dev("checkout", "-q", "-b", "release/1.6.0", "develop");
        world.commit("notes6", "1.6.0\n", "docs: more notes").push();
        String lower = world.tip("release/1.5.0");

        world.checkout("release/1.6.0").finish();

        assertThat(world.tip("release/1.5.0")).isEqualTo(lower);
        assertThat(world.log())
                .contains("WARN release/1.5.0 is not merged to: its version is not above the last release");
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge --no-ff -m Anything", "merge --ff", "merge --squash", "rebase"})
    void whatAPersonMergedIsTaggedAndBroughtBackOnly(String how) throws Exception {
        world.dev("checkout", "-q", "main");
        if (how.equals("rebase")) {
            world.commit("other", "x\n", "fix: meanwhile");
            world.dev("checkout", "-q", "-b", "copy", "release/1.5.0");
            world.dev("rebase", "-q", "main");
            world.dev("checkout", "-q", "main");
            world.dev("merge", "-q", "--ff-only", "copy");
            world.dev("branch", "-q", "-D", "copy");
        } else {
            world.dev((how + " release/1.5.0").split(" "));
        }
        if (how.endsWith("squash")) {
            world.dev("commit", "-q", "-m", "Everything at once (#12)");
        }
        world.push();
        String main = world.tip("main");

        Map<String, Object> result = world.checkout("release/1.5.0").finish();

        assertThat(world.tip("main")).isEqualTo(main);
        assertThat(result)
                .containsEntry("commit", main)
                .containsEntry("tag", "v1.5.0")
                .containsEntry("complete", true);
        assertThat(target(result, "main")).containsEntry("state", "up-to-date");
        assertThat(world.tip("v1.5.0")).isEqualTo(main);
        assertThat(world.contains("develop", "main")).isTrue();
    }

    @Test
    void onMainATagThatIsReservedIsKept() throws Exception {
        world.dev("checkout", "-q", "main");
        world.dev("merge", "-q", "--no-ff", "-m", "Merge branch 'release/1.5.0'", "release/1.5.0");
        world.dev("tag", "-a", "v1.5.0", "-m", "reserved");
        world.push();
        String tag = world.bare("rev-parse", "v1.5.0");

        Map<String, Object> result = world.checkout("main").finish();

        assertThat(result).containsEntry("tag", "v1.5.0").containsEntry("branch", "main");
        assertThat(world.bare("rev-parse", "v1.5.0")).isEqualTo(tag);
        assertThat(target(result, "develop")).containsEntry("state", "merged");
        assertThat(world.contains("develop", "main")).isTrue();
    }

    @Test
    void onAMainThatMovedOnTheTagIsForTheCommitOfTheRun() throws Exception {
        world.dev("checkout", "-q", "main");
        world.dev("merge", "-q", "--no-ff", "-m", "Merge branch 'release/1.5.0'", "release/1.5.0");
        world.push();
        String built = world.tip("main");
        world.checkout("main");
        world.commit("more", "x\n", "fix: more").push();

        world.finish();

        assertThat(world.tip("v1.5.0")).isEqualTo(built);
        assertThat(world.contains("develop", "main")).isTrue();
    }

    @Test
    void aShallowCloneOfOneBranchIsEnough() throws Exception {
        world.checkout("release/1.5.0", "--depth=1", "--single-branch", "--no-tags");
        String before = state();

        assertThat(world.finish()).containsEntry("tag", "v1.5.0").containsEntry("complete", true);

        assertThat(state()).isEqualTo(before);
        assertThat(world.contains("develop", "v1.5.0")).isTrue();
        assertThat(world.log()).contains("This clone is shallow or partial");
    }

    @Test
    void aDryRunSaysWhatItWouldDo() throws Exception {
        String refs = world.refs();

        Map<String, Object> result = world.checkout("release/1.5.0").dryRun().finish();

        assertThat(world.refs()).isEqualTo(refs);
        assertThat(result).containsEntry("version", "1.5.0").containsEntry("pushed", false);
        assertThat(target(result, "develop")).containsEntry("state", "merged");
        assertThat(world.log()).contains("Dry run: nothing was pushed. 1.5.0: main merged, develop merged.");
    }

    @Test
    void theFinishedBranchIsDeletedOnRequest() throws Exception {
        world.checkout("release/1.5.0");
        String commit = world.tip("release/1.5.0");

        assertThat(world.finish(Map.of("deleteBranch", true))).containsEntry("deleted", true);

        assertThat(world.tip("refs/heads/release/1.5.0")).isEmpty();
        assertThat(world.finish(Map.of("deleteBranch", true)))
                .containsEntry("deleted", false)
                .containsEntry("pushed", false)
                .containsEntry("complete", true);
        assertThat(world.contains("main", commit)).isTrue();
    }

    @Test
    void theAuthorIsWhomTheStepOrTheCloneNames() throws Exception {
        world.checkout("release/1.5.0");
        world.finish(Map.of("authorName", "Release Robot", "authorEmail", "robot@example.com"));

        assertThat(world.bare("log", "-1", "--format=%an %ae %cn", "main"))
                .isEqualTo("Release Robot robot@example.com Release Robot");
        assertThat(world.bare("for-each-ref", "--format=%(taggername)", "refs/tags/v1.5.0"))
                .isEqualTo("Release Robot");
    }

    @Test
    void masterStandsInForMain() throws Exception {
        world.dev("branch", "-q", "-m", "main", "master");
        world.dev("push", "-q", "origin", "master");
        world.bare("symbolic-ref", "HEAD", "refs/heads/master");
        world.dev("push", "-q", "origin", ":main");

        assertThat(target(world.checkout("release/1.5.0").finish(), "master")).containsEntry("state", "merged");
        assertThat(world.contains("develop", "master")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            feature/login | a feature branch is merged to develop, and only release/* and hotfix/* branches
            develop       | it is where releases are merged back to
            spike         | only release/* and hotfix/* branches are merged to main
            """)
    void otherBranchesAreRefusedWithTheReason(String branch, String reason) throws Exception {
        if (!branch.equals("develop")) {
            world.dev("checkout", "-q", "-b", branch, "develop");
            world.commit("own", "x\n", "feat: own").push();
        }
        String refs = world.refs();
        world.checkout(branch);

        assertThatThrownBy(() -> world.finish())
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(reason);
        assertThat(world.refs()).isEqualTo(refs);
    }

    @Test
    void trunkPullRequestsAndMalformedInputAreRefused() throws Exception {
        world.checkout("release/1.5.0");

        assertThatThrownBy(() -> world.finish(Map.of(
                        "flow",
                        "trunk",
                        "version",
                        "next",
                        "commit",
                        "HEAD",
                        "authorName",
                        "a<b",
                        "types",
                        Map.of("x", "y"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("for 6 problems")
                .hasMessageContaining("flow is trunk, where every commit of main is a release");
        world.with("CHANGE_ID", "12");
        assertThatThrownBy(() -> world.finish())
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("does not run for a pull request");
    }

    @Test
    void aBranchThatMovedOnIsLeftToItsNewerRun() throws Exception {
        world.checkout("release/1.5.0");
        world.dev("checkout", "-q", "release/1.5.0");
        world.commit("late", "x\n", "fix: late").push();
        String refs = world.refs();

        assertThatThrownBy(() -> world.finish())
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("release/1.5.0 has moved on: it has 1 commit on top of");
        assertThat(world.refs()).isEqualTo(refs);
    }

    @Test
    void aBranchWithoutACommitOfItsOwnReleasesNothing() throws Exception {
        world.dev("branch", "-q", "hotfix/1.4.1", "main");
        world.push();

        assertThatThrownBy(() -> world.checkout("hotfix/1.4.1").finish())
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("hotfix/1.4.1 has no commit that main lacks (v1.4.0 is on its newest commit)");
    }

    @ParameterizedTest
    @CsvSource({"1.4.0, has it already", "1.3.0, already contains v1.4.0"})
    void aVersionThatIsNotFreeIsRefused(String version, String reason) throws Exception {
        world.dev("checkout", "-q", "-b", "release/" + version, "develop");
        world.commit("own", "x\n", "feat: own").push();
        String refs = world.refs();

        assertThatThrownBy(() -> world.checkout("release/" + version).finish())
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(reason);
        assertThat(world.refs()).isEqualTo(refs);
    }

    @Test
    void namesAndMessagesFromOutsideAreOnlyText() throws Exception {
        String branch = "hotfix/$(touch-owned);'`id`|@all&<b>";
        world.dev("checkout", "-q", "-b", branch, "main");
        world.commit("a file `with` |bars|", "x\n", "fix: $(id) 'quoted'\n\nMerge branch 'release/9.0.0'")
                .push();

        Map<String, Object> result = world.checkout(branch).finish();

        assertThat(result).containsEntry("tag", "v1.4.1").containsEntry("complete", true);
        assertThat(world.bare("log", "-1", "--format=%s", "main")).isEqualTo("Merge branch '" + branch + "'");
    }

    @Test
    void anAbortBeforeThePushLeavesTheRemoteAlone() throws Exception {
        world.checkout("release/1.5.0");
        String refs = world.refs();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> world.finish()).isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(world.refs()).isEqualTo(refs);
    }
}
