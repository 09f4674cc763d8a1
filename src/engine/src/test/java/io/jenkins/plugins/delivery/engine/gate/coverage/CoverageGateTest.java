package io.jenkins.plugins.delivery.engine.gate.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.jgit.GateCheckout;
import io.jenkins.plugins.delivery.engine.gate.jgit.JGitCoverageNumbers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.notes.NoteMap;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate against a Git server, with workspaces as builds have them. */
class CoverageGateTest {

    @TempDir
    Path directory;

    private GateCheckout checkout;
    private RecordedRun run;

    @BeforeEach
    void repository() {
        checkout = GateCheckout.in(directory);
        checkout.author().commit("feat: begin", Map.of("a.txt", "1\n"));
        checkout.push();
    }

    @AfterEach
    void close() {
        checkout.close();
    }

    @Test
    void lessThanTheMinimumFailsWithBothNumbers() {
        GateFailedException failure =
                catchThrowableOfType(GateFailedException.class, () -> branch("main", 79, 100, Map.of("minimum", 80)));
        assertThat(failure)
                .hasMessageContaining(
                        "Gate coverage failed: 79 % of the lines are covered (79 of 100), but the minimum is 80 %.");
        assertThat(failure.result())
                .containsEntry("verdict", "failed")
                .containsEntry("percent", 79.0)
                .containsEntry("minimum", 80.0)
                .containsEntry("covered", 79L)
                .containsEntry("total", 100L);
        assertThat(checkout.attachments().get("delivery/coverage-coverage.md"))
                .contains("| `lcov.info` | LCOV | 79 % | | |");
    }

    @Test
    void nothingIsDecidedOnARoundedNumber() throws Exception {
        assertThatThrownBy(() -> branch("main", 79_999_999, 100_000_000, Map.of("minimum", "80 %")))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("79.99 % of the lines");
        assertThat(branch("main", 80, 100, Map.of("minimum", "80")).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void aPullRequestIsComparedWithWhereItLeftItsTarget() throws Exception {
        CoverageGateResult main = branch("main", 80, 100, Map.of());
        assertThat(main.published()).isTrue();
        String left = checkout.author().head();
        checkout.author().branch("feature/pay");
        checkout.author().commit("feat: pay", Map.of("pay.txt", "1\n"));
        // Main goes on and gets better, which is none of the pull request's doing.
        checkout.author().checkout("main");
        checkout.author().commit("feat: other", Map.of("other.txt", "1\n"));
        checkout.push();
        branch("main", 95, 100, Map.of());

        GateFailedException fell =
                catchThrowableOfType(GateFailedException.class, () -> pull("feature/pay", 784, 1000, Map.of()));
        assertThat(fell)
                .hasMessageContaining(
                        "Gate coverage failed: 78.4 % of the lines are covered (784 of 1000), but main has 80 %"
                                + " at " + left.substring(0, 8) + ", which is a drop by 1.6 percentage points.");
        assertThat(fell.result())
                .containsEntry("target", "main")
                .containsEntry("before", 80.0)
                .containsEntry("beforeCommit", left)
                .containsEntry("change", -1.6)
                .containsEntry("published", false);
        assertThat(pull("feature/pay", 784, 1000, Map.of("maxDrop", 2)).message())
                .isEqualTo("Gate coverage passed: 78.4 % of the lines are covered (784 of 1000), main has 80 % at "
                        + left.substring(0, 8) + " (-1.6 percentage points).");
        assertThat(pull("feature/pay", 81, 100, Map.of()).message()).endsWith("(+1 percentage points).");
        assertThat(pull("feature/pay", 1, 100, Map.of("compare", false)).verdict())
                .isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void theNearestAncestorWithANumberCountsAndNoneIsNoFailure() throws Exception {
        checkout.author().branch("feature/early");
        checkout.author().commit("feat: early", Map.of("early.txt", "1\n"));
        checkout.author().checkout("main");
        checkout.push();
        assertThat(pull("feature/early", 50, 100, Map.of()).message())
                .endsWith("and main has no number yet to compare with.");

        branch("main", 70, 100, Map.of());
        checkout.author().commit("docs: no build of it", Map.of("docs.txt", "1\n"));
        checkout.author().branch("feature/late");
        checkout.author().commit("feat: late", Map.of("late.txt", "1\n"));
        checkout.push();
        assertThatThrownBy(() -> pull("feature/late", 69, 100, Map.of())).hasMessageContaining("main has 70 %");
    }

    @Test
    void aMergeQueueIsComparedLikeThePullRequestAndLeavesTheNumberToItsTarget() throws Exception {
        branch("main", 80, 100, Map.of());
        String left = checkout.author().head();
        String queue = "gh-readonly-queue/main/pr-12-" + left;
        checkout.author().branch(queue);
        checkout.author().commit("feat: pay", Map.of("pay.txt", "1\n"));
        checkout.push();
        Path workspace = checkout.workspace(queue, 0);
        lcov(workspace, 79, 100);
        assertThatThrownBy(() -> gate(workspace, Map.of("minimum", "50"), Map.of("BRANCH_NAME", queue)))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("79 % of the lines are covered (79 of 100), but main has 80 % at "
                        + left.substring(0, 8) + ", which is a drop by 1 percentage points.");
        lcov(workspace, 81, 100);
        assertThat(gate(workspace, Map.of(), Map.of("BRANCH_NAME", queue)).published())
                .isFalse();
    }

    @Test
    void aRenamedTargetHasItsNumbers() throws Exception {
        branch("main", 80, 100, Map.of());
        checkout.author().branch("trunk");
        checkout.author().branch("feature/pay");
        checkout.author().commit("feat: pay", Map.of("pay.txt", "1\n"));
        checkout.push();
        Path workspace = checkout.workspace("feature/pay", 0);
        lcov(workspace, 80, 100);
        assertThat(gate(workspace, Map.of(), Map.of("CHANGE_TARGET", "trunk")).message())
                .contains("trunk has 80 %", "(unchanged)");
    }

    @Test
    void aMergeThatChangesNothingHasTheNumberOfWhatItMerged() throws Exception {
        checkout.author().branch("release/1.0");
        checkout.author().commit("fix: last", Map.of("last.txt", "1\n"));
        checkout.push();
        branch("release/1.0", 77, 100, Map.of());
        checkout.author().checkout("main");
        checkout.author().merge("release/1.0", "Merge release/1.0");
        String merge = checkout.author().head();
        checkout.author().branch("feature/next");
        checkout.author().commit("feat: next", Map.of("next.txt", "1\n"));
        checkout.push();
        assertThatThrownBy(() -> pull("feature/next", 76, 100, Map.of()))
                .hasMessageContaining("main has 77 % at " + merge.substring(0, 8));
    }

    @Test
    void eachPartOfARepositoryHasItsOwnNumberAndGitShowsThem() throws Exception {
        branch("main", 80, 100, Map.of("name", "api"));
        branch("main", 30, 100, Map.of("name", "ui"));
        branch("main", 30, 100, Map.of("name", "ui"));
        assertThat(note(checkout.author().head()))
                .isEqualTo("{\"api\":{\"line\":[80,100],\"branch\":[0,0]},"
                        + "\"ui\":{\"line\":[30,100],\"branch\":[0,0]}}\n");
        assertThat(checkout.server().pushes(GateCheckout.REPOSITORY)).isEqualTo(1 + 2);
    }

    @Test
    void whoIsBeatenToTheNotesLosesNothing() throws Exception {
        String head = checkout.author().head();
        checkout.server()
                .beforeNextPush(
                        GateCheckout.REPOSITORY, () -> unchecked(() -> branch("main", 1, 2, Map.of("name", "other"))));
        assertThat(branch("main", 80, 100, Map.of()).published()).isTrue();
        assertThat(note(head)).contains("\"coverage\":{\"line\":[80,100]", "\"other\":{\"line\":[1,2]");
    }

    @Test
    void aNumberThatCannotBeKeptIsAWarning() throws Exception {
        checkout.server().rejectPushes(GateCheckout.REPOSITORY, "notes are closed");
        CoverageGateResult result = branch("main", 80, 100, Map.of());
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.published()).isFalse();
        assertThat(run.warnings())
                .singleElement()
                .asString()
                .contains("could not be kept: origin refused refs/notes/delivery-coverage", "notes are closed");
        assertThat(branch("main", 80, 100, Map.of("publish", false)).published())
                .isFalse();
    }

    @Test
    void aTargetThatCannotBeReadIsNoPass() throws Exception {
        checkout.author().branch("feature/pay");
        checkout.author().commit("feat: pay", Map.of("pay.txt", "1\n"));
        checkout.push();
        Path workspace = checkout.workspace("feature/pay", 0);
        checkout.server().stop();
        lcov(workspace, 90, 100);
        assertThatThrownBy(() -> gate(workspace, Map.of(), Map.of("CHANGE_TARGET", "main")))
                .hasMessageContaining("The gate could not ask for refs/heads/main of origin");
        CoverageGateResult warned = gate(workspace, Map.of("onFail", "warn"), Map.of("CHANGE_TARGET", "main"));
        assertThat(warned.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(run.warnings()).anyMatch(line -> line.contains("The delivery goes on because onFail is warn"));
    }

    @Test
    void aBranchThatIsNotThereIsNamed() throws Exception {
        Path workspace = checkout.workspace("main", 0);
        lcov(workspace, 90, 100);
        assertThatThrownBy(() -> gate(workspace, Map.of("target", "mian"), Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("The remote origin has no branch mian to compare with.");
    }

    @Test
    void aShallowPullRequestFindsWhereItLeftItsTarget() throws Exception {
        branch("main", 80, 100, Map.of());
        checkout.author().branch("feature/pay");
        checkout.author().commit("feat: one", Map.of("pay.txt", "1\n"));
        checkout.author().commit("feat: two", Map.of("pay.txt", "2\n"));
        checkout.push();
        Path shallow = checkout.workspace("feature/pay", 1);
        lcov(shallow, 50, 100);
        assertThatThrownBy(() -> gate(shallow, Map.of(), Map.of("CHANGE_TARGET", "main")))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("main has 80 %");
    }

    @Test
    void aMetricThatTheReportsDoNotCountIsNoPass() {
        assertThatThrownBy(() -> branch("main", 90, 100, Map.of("metric", "instruction")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("tell nothing of the metric instruction");
        assertThatThrownBy(() -> branch("main", 0, 0, Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("tell nothing of the metric line");
    }

    @Test
    void withoutANameTheUsualPlacesAreLookedAt() throws Exception {
        Path workspace = checkout.workspace("main", 0);
        assertThatThrownBy(() -> gate(workspace, Map.of(), Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("there is no coverage report in any of the usual places (**/jacoco.xml, ");
        GateCheckout.write(workspace, "target/coverage/go.out", "mode: set\na/b.go:1.2,3.4 3 1\n");
        assertThat(gate(workspace, Map.of(), Map.of()).message())
                .isEqualTo("Gate coverage passed: 100 % of the lines are covered (3 of 3).");
    }

    @Test
    void aWrongRequestIsRefusedWithEverythingThatIsWrong() {
        assertThatThrownBy(() ->
                        bind(Map.of("minimum", "much", "maxDrop", "101", "name", "a b", "reports", List.of("../x"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("minimum: 'much' is not a percentage")
                .hasMessageContaining("maxDrop: 101 is more than 100 percent")
                .hasMessageContaining("name 'a b'")
                .hasMessageContaining("leaves the work directory");
    }

    /** Builds a branch. */
    private CoverageGateResult branch(String name, long covered, long total, Map<String, Object> arguments)
            throws Exception {
        Path workspace = checkout.workspace(name, 0);
        lcov(workspace, covered, total);
        return gate(workspace, arguments, Map.of());
    }

    /** Builds the pull request of a branch to main. */
    private CoverageGateResult pull(String name, long covered, long total, Map<String, Object> arguments)
            throws Exception {
        Path workspace = checkout.workspace(name, 0);
        lcov(workspace, covered, total);
        return gate(workspace, arguments, Map.of("CHANGE_ID", "7", "CHANGE_TARGET", "main"));
    }

    private static void lcov(Path workspace, long covered, long total) {
        GateCheckout.write(
                workspace, "lcov.info", "SF:a\nLF:" + total + "\nLH:" + covered + "\nBRF:0\nBRH:0\nend_of_record\n");
    }

    private CoverageGateResult gate(Path workspace, Map<String, Object> arguments, Map<String, String> environment)
            throws Exception {
        run = new RecordedRun(workspace);
        return new CoverageGate(JGitCoverageNumbers::open).run(bind(arguments), checkout.context(run, environment));
    }

    private static CoverageGateRequest bind(Map<String, Object> arguments) {
        return RequestBinder.bind("coverageGate", CoverageGateRequest.class, new HashMap<>(arguments));
    }

    private String note(String commit) throws Exception {
        try (Git git = Git.open(checkout.server()
                        .repositoryDirectory(GateCheckout.REPOSITORY)
                        .toFile());
                RevWalk walk = new RevWalk(git.getRepository())) {
            NoteMap notes = NoteMap.read(
                    walk.getObjectReader(),
                    walk.parseCommit(git.getRepository().resolve("refs/notes/delivery-coverage")));
            return new String(walk.getObjectReader()
                    .open(notes.get(ObjectId.fromString(commit)))
                    .getBytes());
        }
    }

    @FunctionalInterface
    private interface Unchecked {
        void run() throws Exception;
    }

    private static void unchecked(Unchecked action) {
        try {
            action.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
