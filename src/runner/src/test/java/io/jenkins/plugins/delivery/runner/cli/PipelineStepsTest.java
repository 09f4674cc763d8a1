package io.jenkins.plugins.delivery.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step of a Jenkinsfile of our users, each in a small script: what it prints and how the run ends. */
class PipelineStepsTest {

    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final int UNSTABLE = 2;
    private static final int ABORTED = 3;

    @TempDir
    Path folder;

    static Stream<Arguments> scripts() {
        return Stream.of(
                arguments("echo", "echo \"a ${1 + 1}\"", SUCCESS, "a 2"),
                arguments("println", "println 'said'", SUCCESS, "said"),
                arguments("error", "error 'because'", FAILURE, "because"),
                arguments(
                        "caught error", "try { error 'x' } catch (e) { echo \"got ${e.message}\" }", SUCCESS, "got x"),
                arguments(
                        "catch by Jenkins' name",
                        "try { error 'x' } catch (hudson.AbortException e) { echo 'abort ' + e.message }",
                        SUCCESS,
                        "abort x"),
                arguments("finally", "try { echo 'in' } finally { echo 'at last' }", SUCCESS, "at last"),
                arguments("sh", "node { sh 'echo $((6*7))' }", SUCCESS, "42"),
                arguments("sh stops at the first error", "node { sh 'false\\necho not-here' }", FAILURE, "exit code 1"),
                arguments(
                        "sh returnStdout",
                        "node { def x = sh(script: 'echo out; echo err >&2', returnStdout: true); echo \"<${x.trim()}>\" }",
                        SUCCESS,
                        "<out>"),
                arguments(
                        "sh returnStatus",
                        "node { echo \"rc ${sh(script: 'exit 7', returnStatus: true) + 1}\" }",
                        SUCCESS,
                        "rc 8"),
                arguments("sh shebang", "node { sh '#!/bin/sh\\nfalse\\necho went on' }", SUCCESS, "went on"),
                arguments("sh outside node", "sh 'true'", FAILURE, "must stand inside a block such as node"),
                arguments(
                        "dir",
                        "node { dir('a/b') { writeFile file: 'f', text: 'T'; sh 'pwd' }; echo readFile('a/b/f') }",
                        SUCCESS,
                        "a/b"),
                arguments(
                        "files",
                        "node { writeFile(file: 'x', text: 'y'); echo \"${fileExists('x')} ${fileExists('z')}\" }",
                        SUCCESS,
                        "true false"),
                arguments("readFile of nothing", "node { readFile 'no' }", FAILURE, "no file 'no'"),
                arguments(
                        "deleteDir",
                        "node { writeFile file: 'x', text: ''; deleteDir(); sh 'ls -A | wc -l' }",
                        SUCCESS,
                        "0"),
                arguments(
                        "isUnix and pwd",
                        "node { echo \"${isUnix()} ${pwd() == env.WORKSPACE}\" }",
                        SUCCESS,
                        "true true"),
                arguments("withEnv", "node { withEnv(['A=b', 'C=d']) { sh 'echo $A-$C' } }", SUCCESS, "b-d"),
                arguments("withEnv malformed", "withEnv(['A']) { }", FAILURE, "not of the form NAME=value"),
                arguments("PATH+X", "node { withEnv(['PATH+MINE=/mine']) { sh 'echo $PATH' } }", SUCCESS, "/mine:"),
                arguments("env assigned", "env.X = 'y'; node { sh 'echo v=$X'; echo X }", SUCCESS, "v=y"),
                arguments("env unset", "echo \"${env.NO_SUCH}\"", SUCCESS, "null"),
                arguments(
                        "params",
                        "properties([parameters([string(name: 'P', defaultValue: 'd')])]); echo params.P",
                        SUCCESS,
                        "d"),
                arguments(
                        "choice parameter",
                        "properties([parameters([choice(name: 'P', choices: ['one', 'two'])])]); echo params.P",
                        SUCCESS,
                        "one"),
                arguments(
                        "timeout",
                        "timeout(time: 100, unit: 'MILLISECONDS') { sleep 600 }",
                        ABORTED,
                        "timeout of 100ms"),
                arguments(
                        "retry",
                        "int n = 0; retry(3) { n++; if (n < 3) { error \"no $n\" }; echo \"try $n\" }",
                        SUCCESS,
                        "try 3"),
                arguments("retry gives up", "retry(2) { error 'never' }", FAILURE, "Attempt 1 of 2 failed: never"),
                arguments(
                        "waitUntil",
                        "int n = 0; waitUntil(initialRecurrencePeriod: 1) { ++n == 3 }; echo \"n=$n\"",
                        SUCCESS,
                        "n=3"),
                arguments("unstable", "stage('A') { unstable 'shaky' }; echo currentBuild.result", UNSTABLE, "shaky"),
                arguments(
                        "catchError",
                        "catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE') { error 'x' }; echo 'on'",
                        UNSTABLE,
                        "Went on after an error: x"),
                arguments("catchError default", "stage('A') { catchError { error 'x' } }", FAILURE, "✕ A"),
                arguments("warnError", "warnError('hm') { error 'x' }", UNSTABLE, "hm"),
                arguments(
                        "currentBuild.result",
                        "currentBuild.result = 'UNSTABLE'; currentBuild.result = 'SUCCESS'; echo currentBuild.currentResult",
                        UNSTABLE,
                        "UNSTABLE"),
                arguments(
                        "currentBuild",
                        "currentBuild.displayName = 'D'; echo \"${currentBuild.number} ${currentBuild.displayName}\"",
                        SUCCESS,
                        "1 D"),
                arguments(
                        "stash",
                        "node { writeFile file: 'a/x.txt', text: 'kept'; stash name: 's', includes: '**/*.txt'; deleteDir(); unstash 's'; echo readFile('a/x.txt') }",
                        SUCCESS,
                        "kept"),
                arguments("unstash nothing", "node { unstash 'no' }", FAILURE, "No such saved stash 'no'"),
                arguments("stash name", "node { stash name: '../x', allowEmpty: true }", FAILURE, "no name of a stash"),
                arguments(
                        "archiveArtifacts",
                        "node { writeFile file: 'x.jar', text: ''; archiveArtifacts '*.jar' }",
                        SUCCESS,
                        "Archived 1 files"),
                arguments(
                        "archive nothing",
                        "node { archiveArtifacts artifacts: '*.jar' }",
                        FAILURE,
                        "No artifacts found"),
                arguments("container", "container('maven') { echo 'inside' }", SUCCESS, "starts no containers"),
                arguments(
                        "podTemplate",
                        "podTemplate(containers: [containerTemplate(name: 'm', image: 'i')]) { node(POD_LABEL) { echo 'pod' } }",
                        SUCCESS,
                        "pod"),
                arguments(
                        "docker inside",
                        "docker.image('maven:3').inside('-v x') { echo 'in docker' }",
                        SUCCESS,
                        "in docker"),
                arguments("docker run", "docker.image('x').withRun { c -> }", FAILURE, "starts no containers"),
                arguments("lock", "lock('r') { echo 'locked' }", SUCCESS, "locked"),
                arguments("milestone", "milestone 1; echo 'past'", SUCCESS, "past"),
                arguments("timestamps", "timestamps { ansiColor('xterm') { echo 'plain' } }", SUCCESS, "plain"),
                arguments(
                        "properties",
                        "properties([buildDiscarder(logRotator(numToKeepStr: '5')), disableConcurrentBuilds()]); echo 'ok'",
                        SUCCESS,
                        "ok"),
                arguments("build", "build job: 'x'", FAILURE, "The step build is not run here"),
                arguments("mail", "mail to: 'a', subject: 'b', body: 'c'", FAILURE, "The step mail is not run here"),
                arguments("unknown step", "ehco 'x'", FAILURE, "There is no step 'ehco'; did you mean 'echo'?"),
                arguments("unknown argument", "node { sh skript: 'x' }", FAILURE, "did you mean 'script'?"),
                arguments("missing block", "stage('x')", FAILURE, "it needs a block"),
                arguments("checkout without repository", "node { checkout scm }", FAILURE, "Give one with --repo DIR"),
                arguments(
                        "checkout of another kind",
                        "node { checkout([$class: 'GitSCM', branches: []]) }",
                        FAILURE,
                        "write checkout scm"),
                arguments("input without terminal", "input 'Go?'", FAILURE, "there is no terminal"),
                arguments("steps object", "steps.echo 'by object'", SUCCESS, "by object"),
                arguments(
                        "NonCPS",
                        "@NonCPS def f(l) { l.sort { -it } }\necho \"${f([1, 3, 2])}\"",
                        SUCCESS,
                        "[3, 2, 1]"),
                arguments(
                        "collection methods",
                        "echo \"${[1, 2, 3].findAll { it > 1 }.collect { it * 2 }}\"",
                        SUCCESS,
                        "[4, 6]"),
                arguments(
                        "class in the script",
                        "class A implements Serializable { int x; int twice() { x * 2 } }\necho \"${new A(x: 4).twice()}\"",
                        SUCCESS,
                        "8"),
                arguments(
                        "a step of a plugin is refused by name with a block too",
                        "withSonarQubeEnv('server') { echo 'x' }",
                        FAILURE,
                        "withSonarQubeEnv is not run here"),
                arguments("rawBuild", "currentBuild.rawBuild", FAILURE, "not there without Jenkins"),
                arguments("groovy error", "def x = null; x.foo()", FAILURE, "NullPointerException"),
                arguments("libraryResource", "echo libraryResource('no/such')", FAILURE, "found no file 'no/such'"),
                arguments(
                        "a delivery step is refused with all problems",
                        "semverTag(brnch: 'x', flow: 'y')",
                        FAILURE,
                        "brnch is not known; did you mean 'branch'?"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void endsAndPrints(String name, String script, int exitCode, String printed) {
        Cli.Result result = Cli.in(folder).run(script);
        assertThat(result.all()).contains(printed);
        assertThat(result.exitCode()).as(result.all()).isEqualTo(exitCode);
    }

    @Test
    void junitMarksUnstableAndReturnsNumbers() {
        Cli.Result result = Cli.in(folder).run("""
                node {
                    writeFile file: 'r/TEST-a.xml', text: '<testsuite name="a"><testcase name="ok"/><testcase name="bad"><failure message="expected 1"/></testcase></testsuite>'
                    stage('Test') {
                        def r = junit 'r/*.xml'
                        echo "${r.totalCount}/${r.failCount} ${currentBuild.currentResult}"
                    }
                }
                """);
        assertThat(result.exitCode()).isEqualTo(UNSTABLE);
        assertThat(result.out()).contains("2/1 UNSTABLE", "expected 1", "▲ Test");
    }

    @Test
    void credentialsAreBoundAndMasked() throws Exception {
        Path file = Files.writeString(folder.resolve("c.properties"), "nexus=ada:sup3r-s3cret\ntok=t0ken-value\n");
        Cli.Result result = Cli.in(folder)
                .environment(Map.of("DELIVERY_CREDENTIALS_FROM_ENV", "env-t0ken"))
                .run("""
                node {
                    withCredentials([usernamePassword(credentialsId: 'nexus', usernameVariable: 'U', passwordVariable: 'P'),
                            string(credentialsId: 'tok', variable: 'T'), string(credentialsId: 'from-env', variable: 'E'),
                            usernameColonPassword(credentialsId: 'nexus', variable: 'UP'), file(credentialsId: 'tok', variable: 'F')]) {
                        sh 'echo user=$U pass=$P; test "$UP" = "$U:$P" && cat "$F"; echo; echo $E | base64'
                        echo "token ${env.T}"
                        writeFile file: 'seen', text: "${P.length()}"
                    }
                    echo "length ${readFile('seen')} after ${env.P}"
                }
                """, "--credentials", file.toString());
        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out()).contains("user=ada pass=****", "token ****", "length 12 after null");
        assertThat(result.all()).doesNotContain("sup3r-s3cret", "t0ken-value", "env-t0ken");
    }

    @Test
    void missingCredentialsAreNamed() {
        Cli.Result result = Cli.in(folder).run("withCredentials([string(credentialsId: 'nope', variable: 'T')]) { }");
        assertThat(result.exitCode()).isEqualTo(FAILURE);
        assertThat(result.out()).contains("No credentials with the id 'nope'");
    }

    @Test
    void inputIsAnsweredByAllOrByThePerson() {
        String script =
                "stage('Approve prod') { def who = input(message: 'Deploy?', submitterParameter: 'by'); echo \"by $who\" }";
        assertThat(Cli.in(folder).run(script, "--approve", "all").out()).contains("by ", "--approve all");
        assertThat(Cli.in(folder)
                        .answering("what\ny\n")
                        .run(script, "--approve", "ask")
                        .exitCode())
                .isZero();
        Cli.Result no = Cli.in(folder).answering("n\n").run(script);
        assertThat(no.exitCode()).isEqualTo(ABORTED);
        assertThat(no.out()).contains("Rejected by", "‖ Approve prod waiting for input");
    }

    @Test
    void parametersOfTheCommandLineReachTheScript() {
        Cli.Result result = Cli.in(folder)
                .run(
                        "properties([parameters([booleanParam(name: 'B', defaultValue: false)])]); echo \"B ${params.B == true}\"",
                        "--param",
                        "B=true");
        assertThat(result.out()).contains("B true");
    }
}
