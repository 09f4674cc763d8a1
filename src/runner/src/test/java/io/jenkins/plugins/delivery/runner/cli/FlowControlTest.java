package io.jenkins.plugins.delivery.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parallel branches, timeouts and aborts, with real processes. */
@Timeout(120)
class FlowControlTest {

    private static final int ABORTED = 3;

    @TempDir
    Path folder;

    @Test
    void branchesRunSideBySide() {
        // Each branch waits for the file of the other: run one after the other, neither would end.
        Cli.Result result = Cli.in(folder).run("""
                def dir = '%s'
                timeout(time: 60, unit: 'SECONDS') {
                    def results = parallel(
                        a: { node { sh "touch $dir/a; while [ ! -e $dir/b ]; do sleep 0.05; done" }; 'A' },
                        b: { node { sh "touch $dir/b; while [ ! -e $dir/a ]; do sleep 0.05; done" }; 'B' })
                    echo "results ${results.a}${results.b}"
                }
                """.formatted(folder));
        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out()).contains("results AB", "✓ Parallel", "✓ a", "✓ b");
    }

    @Test
    void failFastStopsTheOtherBranchAndTheFirstErrorStays() {
        Cli.Result result = Cli.in(folder).run("""
                parallel(failFast: true,
                    slow: { node { sh 'sleep 600' } },
                    bad: { error 'broken' })
                """);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("broken", "✕ bad", "■ slow aborted");
    }

    @Test
    void timeoutKillsTheProcessTree() {
        Path pid = folder.resolve("pid");
        Cli.Result result = Cli.in(folder).run("""
                node {
                    timeout(time: 3, unit: 'SECONDS') {
                        sh '(sleep 600 & echo $! > %s; wait)'
                    }
                }
                """.formatted(pid));
        assertThat(result.exitCode()).as(result.all()).isEqualTo(ABORTED);
        assertThat(result.out()).contains("The timeout of 3s was exceeded.");
        assertThat(alive(pid)).isFalse();
    }

    @Test
    void aTimeoutThatIsCaughtLetsTheScriptGoOn() {
        Cli.Result result = Cli.in(folder).run("""
                try {
                    timeout(time: 200, unit: 'MILLISECONDS') { node { sh 'sleep 600' } }
                } catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException e) {
                    echo "caught ${e.causes}"
                }
                node { sh 'echo still here' }
                """);
        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out()).contains("caught [The timeout of 200ms was exceeded.]", "still here");
    }

    @Test
    void aTimeoutIsAnInterruptionAndAFailureIsNone() {
        Cli.Result result = Cli.in(folder).run("""
                def told(Closure body) {
                    try {
                        body()
                    } catch (InterruptedException e) {
                        echo "interrupted: ${e.message}"
                    } catch (e) {
                        echo "failed: ${e.message}"
                    }
                }
                told { timeout(time: 200, unit: 'MILLISECONDS') { node { sh 'sleep 600' } } }
                told { node { sh 'exit 3' } }
                """);
        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out())
                .contains("interrupted: The timeout of 200ms was exceeded.", "failed: script returned exit code 3");
    }

    @Test
    void anAbortEndsProcessesRunsFinallyAndRemovesFiles() throws Exception {
        Path pid = folder.resolve("pid");
        Path workspace = folder.resolve("workspace");
        Cli cli = Cli.in(folder);
        CompletableFuture<Cli.Result> run =
                CompletableFuture.supplyAsync(() -> cli.run("""
                node {
                    stage('Long') {
                        try {
                            sh 'pwd > %s; echo $$ > %s.tmp; mv %s.tmp %s; exec sleep 600'
                        } finally {
                            sh 'echo cleaned $((1 + 1))'
                        }
                    }
                }
                """.formatted(workspace, pid, pid, pid)));
        while (!Files.exists(pid)) {
            assertThat(run.isDone()).as(cli.printed()).isFalse();
            Thread.onSpinWait();
        }
        cli.stop().raise();
        Cli.Result result = run.get(60, TimeUnit.SECONDS);
        assertThat(result.exitCode()).as(result.all()).isEqualTo(ABORTED);
        assertThat(result.out()).contains("Ctrl-C or SIGTERM", "■ Long aborted", "cleaned 2");
        assertThat(alive(pid)).isFalse();
        assertThat(Path.of(Files.readString(workspace).strip())).doesNotExist();
    }

    /** A process that ended and was not reaped yet has no command any more. */
    private static boolean alive(Path pid) {
        try {
            long number = Long.parseLong(Files.readString(pid).strip());
            return ProcessHandle.of(number)
                    .map(process ->
                            process.isAlive() && process.info().command().isPresent())
                    .orElse(false);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
