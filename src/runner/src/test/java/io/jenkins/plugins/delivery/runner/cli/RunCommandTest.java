package io.jenkins.plugins.delivery.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of whole Jenkinsfiles through the command line. */
class RunCommandTest {

    @TempDir
    Path folder;

    @Test
    void runsStagesShellAndVars() throws Exception {
        Path vars = Files.createDirectories(folder.resolve("lib/vars"));
        Files.writeString(vars.resolve("greet.groovy"), """
                def call(Map args) { echo "hello ${args.name} ${helper(3)}"; return [said: args.name] }
                private def helper(int n) { (1..n).collect { it * 2 }.join(',') }
                """);
        Cli.Result result =
                Cli.in(folder).run("""
                @Library('git-flow-delivery') _
                def done = []
                node('linux') {
                    stage('Build') {
                        sh 'echo built by $BY > out.txt; cat out.txt'
                        done << sh(script: 'echo 42', returnStdout: true).trim()
                    }
                    stage('Greet') {
                        done << greet(name: 'world').said
                        [1, 2].each { n -> echo "n=$n" }
                    }
                }
                echo "done: ${done}"
                """, "--library", folder.resolve("lib").toString());
        assertThat(result.all())
                .contains("built by", "hello world 2,4,6", "n=1", "n=2", "done: [42, world]", "✓ Build");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void whatIsArchivedStaysBesideTheReportAndIsLinked() {
        Path report = folder.resolve("out/report.html");
        Cli.Result result = Cli.in(folder)
                .run(
                        "node { writeFile file: 'dist/a b.txt', text: 'built'; archiveArtifacts 'dist/**'; error 'then' }",
                        "--report",
                        report.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("out/report-artifacts/dist/a b.txt")).hasContent("built");
        assertThat(report).content().contains("<a href=\"./report-artifacts/dist/a%20b.txt\">dist/a b.txt</a>");
        assertThat(result.out()).contains("Artifacts: " + folder.resolve("out/report-artifacts"));
    }

    @Test
    void whatIsArchivedGoesWhereItIsWanted() {
        Path kept = folder.resolve("kept");
        Cli.Result result = Cli.in(folder)
                .run(
                        "node { writeFile file: 'a.txt', text: 'built'; archiveArtifacts 'a.txt' }",
                        "--artifacts",
                        kept.toString());
        assertThat(result.exitCode()).isZero();
        assertThat(kept.resolve("a.txt")).hasContent("built");
        assertThat(result.out()).contains("Artifacts: " + kept);
    }

    @Test
    void tellsWhereAStepFailed() {
        Cli.Result result = Cli.in(folder).run("""
                node {
                    stage('Test') {
                        sh 'echo before; exit 3'
                    }
                }
                """);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("script returned exit code 3", "stage 'Test', Jenkinsfile:3", "✕ Test");
    }
}
