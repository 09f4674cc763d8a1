package io.jenkins.plugins.delivery.engine.gitflow;

import static io.jenkins.plugins.delivery.engine.gitflow.FlowWorld.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Races, refusals and broken connections: what was pushed is whole, and a further run completes it. */
class GitFlowPushTest {

    private static final String REPOSITORY = "acme/payments";

    @TempDir
    Path root;

    private FlowWorld world;

    @BeforeEach
    void build() throws Exception {
        world = new FlowWorld(root);
        world.checkout("release/1.5.0");
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void aLostRaceIsMergedAgain() throws Exception {
        world.dev("checkout", "-q", "develop");
        world.commit("race", "x\n", "feat: meanwhile");
        world.server.beforeNextPush(
                REPOSITORY, () -> unchecked(() -> world.bare("fetch", "-q", world.dev.toString(), "+develop:develop")));

        Map<String, Object> result = world.finish();

        assertThat(result).containsEntry("complete", true);
        assertThat(world.log()).contains("Somebody else pushed to origin first");
        assertThat(world.bare("show", "develop:race")).isEqualTo("x");
        assertThat(world.contains("develop", "v1.5.0")).isTrue();
        assertThat(world.bare("rev-list", "--count", "--merges", "develop")).isEqualTo("2");
    }

    @Test
    void aTagThatSomebodyElseTakesMeanwhileIsExplained() throws Exception {
        world.server.beforeNextPush(REPOSITORY, () -> unchecked(() -> world.bare("tag", "v1.5.0", "develop")));
        String main = world.tip("main");

        assertThatThrownBy(() -> world.finish())
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("release/1.5.0 names version 1.5.0, but tag v1.5.0 on");
        assertThat(world.tip("main")).isEqualTo(main);
    }

    @Test
    void aProtectedDevelopGetsAPullRequestAndTheRestIsPushed() throws Exception {
        world.server.protectBranch(REPOSITORY, "develop");
        String develop = world.tip("develop");

        Map<String, Object> result = world.finish();

        assertThat(target(result, "main")).containsEntry("state", "merged");
        assertThat(target(result, "develop"))
                .containsEntry("state", "pull-request")
                .extractingByKey("reason")
                .asString()
                .contains("GitHub's branch protection refused the push");
        assertThat(world.tip("v1.5.0")).isEqualTo(world.tip("main"));
        assertThat(world.tip("develop")).isEqualTo(develop);
        assertThat(world.tip("merge/1.5.0-to-develop")).isEqualTo(world.tip("main"));
        assertThat(world.pulls.pull(1).orElseThrow().content().base()).isEqualTo("develop");
        assertThat(world.finish()).containsEntry("pushed", false);
        assertThat(world.pulls.pulls()).hasSize(1);
    }

    @Test
    void aProtectedMainGetsAPullRequestAndNothingIsHalfDone() throws Exception {
        world.server.protectBranch(REPOSITORY, "main");
        String refs = world.refs();

        Map<String, Object> result = world.finish();

        assertThat(world.refs()).isEqualTo(refs);
        assertThat(result)
                .containsEntry("complete", false)
                .containsEntry("pushed", false)
                .doesNotContainKey("commit");
        assertThat(target(result, "main")).containsEntry("state", "pull-request");
        assertThat(world.pulls.pull(1).orElseThrow().content().head()).isEqualTo("release/1.5.0");

        world.server.unprotectBranch(REPOSITORY, "main");
        world.dev("checkout", "-q", "main");
        world.dev("merge", "-q", "--no-ff", "-m", "Merge pull request #1 from acme/release/1.5.0", "release/1.5.0");
        world.push();
        world.server.protectBranch(REPOSITORY, "main");
        assertThat(world.checkout("main").finish())
                .containsEntry("tag", "v1.5.0")
                .containsEntry("complete", true);
    }

    @Test
    void aServerThatRefusesEverythingIsExplained() throws Exception {
        world.server.rejectPushes(
                REPOSITORY, "GitLab: You are not allowed to push code to protected branches on this project.");
        String refs = world.refs();

        Map<String, Object> result = world.finish();

        assertThat(world.refs()).isEqualTo(refs);
        assertThat(target(result, "main").get("reason").toString())
                .contains("GitLab's branch protection refused the push", "not allowed to push code");
    }

    @Test
    void aPushWhoseAnswerIsLostIsFoundDone() throws Exception {
        AtomicBoolean lost = new AtomicBoolean();
        world.server.onPush(event -> {
            if (lost.compareAndSet(false, true)) {
                throw new IllegalStateException("the connection breaks after the refs moved");
            }
        });

        Map<String, Object> result = world.finish();

        assertThat(result).containsEntry("complete", true).containsEntry("tag", "v1.5.0");
        assertThat(world.contains("develop", "v1.5.0")).isTrue();
        assertThat(world.bare("rev-list", "--count", "--merges", "main")).isEqualTo("1");
    }

    @Test
    void aRunThatWasCutIsCompletedByTheNext() throws Exception {
        world.dev("checkout", "-q", "main");
        world.dev("merge", "-q", "--no-ff", "-m", "Merge branch 'release/1.5.0'", "release/1.5.0");
        world.push();
        String main = world.tip("main");

        assertThat(world.finish()).containsEntry("complete", true).containsEntry("commit", main);

        assertThat(world.tip("v1.5.0")).isEqualTo(main);
        assertThat(world.contains("develop", "main")).isTrue();
    }

    @Test
    void aServerThatCannotMoveRefsTogetherGetsThemInOrder() throws Exception {
        behindGit("receive.advertiseAtomic", "false");

        Map<String, Object> result = world.finish(Map.of("forgeProject", REPOSITORY));

        assertThat(result).containsEntry("complete", true);
        assertThat(world.log()).contains("WARN origin cannot move several branches at once");
        assertThat(world.log().indexOf("to main:")).isLessThan(world.log().indexOf("Created tag v1.5.0"));
        assertThat(world.log().indexOf("Created tag v1.5.0"))
                .isLessThan(world.log().indexOf("to develop:"));
        assertThat(world.contains("develop", "v1.5.0")).isTrue();
    }

    @Test
    void aHookThatNamesNoBranchIsAskedForEach() throws Exception {
        behindGit("receive.advertiseAtomic", "true");
        Path hook = world.server.repositoryDirectory(REPOSITORY).resolve("hooks/pre-receive");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, """
                #!/bin/sh
                while read old new ref; do
                  case "$ref" in
                    refs/heads/develop) echo 'GitLab: You are not allowed to push code to protected branches on this project.' >&2; exit 1 ;;
                  esac
                done
                """);
        assertThat(hook.toFile().setExecutable(true)).isTrue();

        Map<String, Object> result = world.finish(Map.of("forgeProject", REPOSITORY));

        assertThat(target(result, "main")).containsEntry("state", "merged");
        assertThat(target(result, "develop")).containsEntry("state", "pull-request");
        assertThat(world.tip("v1.5.0")).isEqualTo(world.tip("main"));
        assertThat(world.log()).contains("without saying for which branch");
    }

    /** Puts the git command line behind the remote, with this setting. */
    private void behindGit(String key, String value) throws Exception {
        Path bare = world.server.repositoryDirectory(REPOSITORY);
        Tool.run(bare, "git", "config", key, value);
        Tool.run(world.workspace(), "git", "remote", "set-url", "origin", bare.toString());
        // Spelled so that JGit starts the program instead of serving itself.
        Tool.run(world.workspace(), "git", "config", "remote.origin.receivepack", "git  receive-pack");
    }

    private interface Action {
        Object run() throws Exception;
    }

    private static void unchecked(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void twoRunsAtOnceMakeOneRelease() throws Exception {
        world.server.beforeNextPush(
                REPOSITORY,
                () -> unchecked(() -> {
                    return new FlowTwin(world).finish();
                }));

        Map<String, Object> result = world.finish();

        assertThat(result).containsEntry("complete", true).containsEntry("pushed", false);
        assertThat(world.bare("rev-list", "--count", "--merges", "main")).isEqualTo("1");
        assertThat(List.of(world.bare("tag").split("\n"))).containsExactlyInAnyOrder("v1.4.0", "v1.5.0");
    }
}
