package io.jenkins.plugins.delivery.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that is refused before anything runs. */
class RefusedInputTest {

    @TempDir
    Path folder;

    @Test
    void refusesDeclarativeByName() {
        Cli.Result result = Cli.in(folder).run("pipeline {\n  agent any\n}");
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).contains("Jenkinsfile:1", "Declarative pipeline { … }");
    }

    @Test
    void tellsEverySyntaxErrorWithItsLine() {
        Cli.Result result = Cli.in(folder).run("node {\n  def x = \n}");
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).contains("Jenkinsfile:");
    }

    @Test
    void tellsAllProblemsOfTheCommandLineAtOnce() {
        Cli.Result result = Cli.in(folder).execute("run", folder.resolve("none").toString(), "--pr", "x");
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).contains("is not a file", "--pr and --target belong together", "--pr takes a number");
    }

    @Test
    void suggestsOptionsAndCommands() {
        assertThat(Cli.in(folder).execute("rum").exitCode()).isEqualTo(64);
        assertThat(Cli.in(folder).execute("run", "x", "--sandbux").err()).contains("--sandbox");
    }

    @Test
    void aLibraryFolderWithoutVarsIsRefused() {
        Cli.Result result = Cli.in(folder).run("echo 'x'", "--library", folder.toString());
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).contains("has no folder vars/");
    }

    @Test
    void lintFindsTrapsWithTheirLines() throws Exception {
        Path file = Files.writeString(folder.resolve("Jenkinsfile"), """
                def m = env.BRANCH_NAME =~ /x/
                node {
                    sh "echo ${env.BRANCH_NAME}"
                    withCredentials([string(credentialsId: 'a', variable: 'TOKEN')]) { sh "curl $TOKEN"; sh 'ok $TOKEN' }
                    stage(nam: 'Build') { ehco 'x' }
                }
                def s = [3, 1].sort { it }
                [1, 2].each { echo "$it" }
                Thread.sleep(10)
                new File('x').text
                System.getenv('HOME')
                Jenkins.instance
                @NonCPS
                def bad() { sh 'x'; [1].sort { it } }
                """);
        Cli.Result result = Cli.in(folder).execute("lint", file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Jenkinsfile:1: ").contains("Matcher"),
                        line -> assertThat(line).startsWith("Jenkinsfile:3: ").contains("BRANCH_NAME"),
                        line -> assertThat(line).startsWith("Jenkinsfile:4: ").contains("credential TOKEN"),
                        line -> assertThat(line).startsWith("Jenkinsfile:5: ").contains("did you mean 'name'?"),
                        line -> assertThat(line).startsWith("Jenkinsfile:5: ").contains("did you mean 'echo'?"),
                        line -> assertThat(line).startsWith("Jenkinsfile:7: ").contains("sort { … }"),
                        line -> assertThat(line).startsWith("Jenkinsfile:9: ").contains("Thread.sleep"),
                        line -> assertThat(line).startsWith("Jenkinsfile:10: ").contains("new File"),
                        line -> assertThat(line).startsWith("Jenkinsfile:11: ").contains("System.getenv"),
                        line -> assertThat(line).startsWith("Jenkinsfile:12: ").contains("Jenkins.instance"),
                        line -> assertThat(line).startsWith("Jenkinsfile:14: ").contains("@NonCPS"));
    }

    @Test
    void lintFindsProblemsOfTheConfigurationWithTheirLines() throws Exception {
        Path file = Files.writeString(folder.resolve("Jenkinsfile"), """
                deliveryPipeline(
                    service: 'x',
                    gitops: 'https://git.example.com/g.git',
                    chrt: 'deploy/chart',
                    environments: [
                        dev: [urll: 'https://x'],
                    ])
                """);
        Cli.Result result = Cli.in(folder).execute("lint", file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "Jenkinsfile:4: chrt is not known; did you mean 'chart'?",
                        "Jenkinsfile:6: environments.dev.urll");
    }

    @Test
    void lintIsContentWithACleanFile() throws Exception {
        Path file = Files.writeString(folder.resolve("Jenkinsfile"), "node { sh 'echo $BRANCH_NAME' }\n");
        Cli.Result result = Cli.in(folder).execute("lint", file.toString());
        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out()).contains("no problems found");
    }
}
