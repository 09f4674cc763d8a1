package io.jenkins.plugins.delivery.engine.gitflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which branches gitFlowStart creates, and what keeps it from that. */
class GitFlowStartTest {

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
    void aReleaseStartsFromDevelopWithTheNextVersion() throws Exception {
        finished();

        Map<String, Object> result = world.checkout("main").start(Map.of("kind", "release"));

        assertThat(result)
                .containsEntry("version", "1.6.0")
                .containsEntry("branch", "release/1.6.0")
                .containsEntry("from", "develop")
                .containsEntry("commit", world.tip("develop"))
                .containsEntry("created", true);
        assertThat(result.get("reason").toString()).contains("feat: later");
        assertThat(world.tip("release/1.6.0")).isEqualTo(world.tip("develop"));
    }

    @Test
    void aHotfixStartsFromMainWithTheNextPatch() throws Exception {
        assertThat(world.checkout("develop").start(Map.of("kind", "hotfix")))
                .containsEntry("version", "1.4.1")
                .containsEntry("branch", "hotfix/1.4.1")
                .containsEntry("from", "main");
        assertThat(world.tip("hotfix/1.4.1")).isEqualTo(world.tip("main"));
    }

    @Test
    void theSameStartAgainIsFine() throws Exception {
        world.checkout("develop").start(Map.of("kind", "hotfix"));
        String refs = world.refs();

        assertThat(world.start(Map.of("kind", "hotfix")))
                .containsEntry("created", false)
                .containsEntry("version", "1.4.1");
        assertThat(world.refs()).isEqualTo(refs);
        assertThat(world.log()).contains("Nothing to do: hotfix/1.4.1 at");
    }

    @Test
    void everythingInTheWayIsSaidAtOnce() throws Exception {
        world.dev("checkout", "-q", "main");
        world.commit("drift", "x\n", "fix: only on main").push();
        String refs = world.refs();

        assertThatThrownBy(() -> world.checkout("develop").start(Map.of("kind", "release", "version", "1.4.0")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("gitFlowStart release 1.4.0 was refused for 3 problems")
                .hasMessageContaining("main holds commits that develop lacks: 'fix: only on main'")
                .hasMessageContaining("finish the last release first (gitFlowFinish branch: 'main')")
                .hasMessageContaining("version 1.4.0 is released already, by tag v1.4.0")
                .hasMessageContaining("release/1.5.0 is open, and maxOpen is 1; finish it first");
        assertThat(world.refs()).isEqualTo(refs);
    }

    @Test
    void aDriftIsNoReasonToWaitWithAHotfix() throws Exception {
        world.dev("checkout", "-q", "main");
        world.commit("drift", "x\n", "fix: only on main").push();

        assertThat(world.checkout("develop").start(Map.of("kind", "hotfix"))).containsEntry("created", true);
        assertThat(world.log()).contains("WARN main holds commits that develop lacks");
    }

    @Test
    void moreReleasesMayBeOpenWhenTheTeamSaysSo() throws Exception {
        assertThat(world.checkout("develop").start(Map.of("kind", "release", "version", "1.6.0", "maxOpen", 2)))
                .containsEntry("branch", "release/1.6.0")
                .containsEntry("created", true);
        assertThatThrownBy(() -> world.start(Map.of("kind", "release", "version", "1.7.0", "maxOpen", 2)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("release/1.5.0, release/1.6.0 are open, and maxOpen is 2; finish one first");
    }

    @Test
    void aBranchThatStandsElsewhereIsNotMoved() throws Exception {
        String refs = world.refs();

        assertThatThrownBy(() -> world.checkout("develop").start(Map.of("kind", "release")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("release/1.5.0 is there already, on");
        assertThat(world.refs()).isEqualTo(refs);
    }

    @Test
    void aVersionThatIsNotHigherIsRefused() throws Exception {
        assertThatThrownBy(() -> world.checkout("develop").start(Map.of("kind", "hotfix", "version", "1.3.9")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("version 1.3.9 is not above 1.4.0, which v1.4.0 released");
    }

    @Test
    void nothingNewIsNoRelease() throws Exception {
        world.dev("push", "-q", "origin", ":release/1.5.0");
        world.dev("push", "-q", "-f", "origin", "main:develop");

        assertThatThrownBy(() -> world.checkout("main").start(Map.of("kind", "release")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("develop has no commit since v1.4.0, so there is nothing to release");
    }

    @Test
    void theFirstReleaseHasTheInitialVersion() throws Exception {
        world.dev("push", "-q", "origin", ":release/1.5.0", ":v1.4.0");

        assertThat(world.checkout("develop", "--no-tags").start(Map.of("kind", "release", "initialVersion", "0.3.0")))
                .containsEntry("branch", "release/0.3.0");
    }

    @Test
    void malformedInputIsRefusedBeforeAnything() throws Exception {
        world.checkout("develop");

        assertThatThrownBy(() -> world.start(Map.of("kind", "feature", "flow", "trunk")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'feature' is not one of release, hotfix");
        assertThatThrownBy(() ->
                        world.start(Map.of("kind", "release", "flow", "trunk", "version", "1.5.0-rc.1", "maxOpen", 0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("for 3 problems")
                .hasMessageContaining("version '1.5.0-rc.1' is not a release such as 1.5.0");
    }

    @Test
    void aRemoteThatRefusesIsExplained() throws Exception {
        world.server.rejectPushes("acme/payments", "remote: error: GH013: Repository rule violations found");

        assertThatThrownBy(() -> world.checkout("develop").start(Map.of("kind", "hotfix")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("origin does not take the branch hotfix/1.4.1: GitHub's repository rules");
    }

    @Test
    void aDryRunCreatesNothing() throws Exception {
        String refs = world.refs();

        assertThat(world.checkout("develop").dryRun().start(Map.of("kind", "hotfix")))
                .containsEntry("created", false);
        assertThat(world.refs()).isEqualTo(refs);
        assertThat(world.log()).contains("Dry run: would create hotfix/1.4.1");
    }

    private void finished() throws Exception {
        world.checkout("release/1.5.0").finish();
    }
}
