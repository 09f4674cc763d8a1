package io.jenkins.plugins.delivery.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.ecr.Finding;
import io.jenkins.plugins.delivery.testbed.ecr.ScanScript;
import io.jenkins.plugins.delivery.testbed.ecr.ScanStatus;
import io.jenkins.plugins.delivery.testbed.ecr.Severity;
import io.jenkins.plugins.delivery.testbed.service.Behaviour;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a person gets when something breaks on the way: a bad exit code, one card that says what, where, why and what next, and
 * environments that are as they were.
 */
class SandboxFailureTest {

    private static final String IMAGE =
            "image: [repository: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/payments', ";

    @TempDir
    Path folder;

    static Stream<Breakage> beforeAnyPromotion() {
        return Stream.of(
                new Breakage(
                        "Argo CD is down",
                        TrunkPipeline.PLAIN,
                        sandbox -> sandbox.servers().argo().stop(),
                        "Deploy to dev",
                        "Argo CD at http://127.0.0.1:.* cannot be reached",
                        "Check its address, and that it is up and reachable"),
                new Breakage(
                        "Argo CD does not know the token",
                        TrunkPipeline.PLAIN,
                        sandbox -> sandbox.servers()
                                .argo()
                                .revoke(sandbox.servers().argo().token()),
                        "Deploy to dev",
                        "Argo CD at .* answered GET .*/payments-dev with 401: invalid session",
                        "Check the credentials"),
                new Breakage(
                        "Argo CD refuses",
                        TrunkPipeline.PLAIN,
                        sandbox -> sandbox.servers().argo().failAlways(403),
                        "Deploy to dev",
                        "Argo CD at .* answered GET .*/payments-dev with 403",
                        "check that 'payments-dev' is there, or set project"),
                new Breakage(
                        "Argo CD is overloaded",
                        TrunkPipeline.PLAIN,
                        sandbox -> sandbox.servers().argo().failAlways(503),
                        "Deploy to dev",
                        "Argo CD at .* answered GET .*/payments-dev with 503",
                        "Run it again"),
                new Breakage(
                        "the application is missing in Argo CD",
                        TrunkPipeline.PLAIN,
                        sandbox -> sandbox.servers().argo().remove("payments-dev"),
                        "Deploy to dev",
                        "payments-dev",
                        "check that 'payments-dev' is there"),
                new Breakage(
                        "a hook declines the GitOps push",
                        TrunkPipeline.PLAIN,
                        sandbox -> sandbox.servers()
                                .git()
                                .rejectPushes(SandboxServers.GITOPS_REPOSITORY, "policy: not on Fridays"),
                        "Deploy to dev",
                        "gitops.git declined the push to main \\(pre-receive hook declined: policy: not on Fridays\\)",
                        "Nothing was changed. A hook or rule of the server decided so"),
                new Breakage(
                        "the GitOps branch is protected",
                        TrunkPipeline.PLAIN,
                        sandbox -> sandbox.servers().git().protectBranch(SandboxServers.GITOPS_REPOSITORY, "main"),
                        "Deploy to dev",
                        "gitops.git declined the push: the branch main is protected",
                        "Nothing was changed."),
                new Breakage(
                        "the password for Git is wrong",
                        TrunkPipeline.PLAIN,
                        SandboxFailureTest::changeGitPassword,
                        "Version",
                        "could not list the tags of origin: http://127.0.0.1:.*/service.git: not authorized",
                        "Pass the credentialsId of a user or token with access"),
                new Breakage(
                        "the chart is missing",
                        "chart: 'deploy/missing',",
                        sandbox -> {},
                        "Chart",
                        "There is no chart in 'deploy/missing'",
                        "Correct 'chart'; charts are in deploy/chart"),
                new Breakage(
                        "the values of prod are no YAML",
                        "chart: 'deploy/chart',"
                                + " build: { writeFile file: 'deploy/chart/values-prod.yaml', text: 'replicas: [1' },",
                        sandbox -> {},
                        "Chart",
                        "values-prod.yaml is not valid YAML in line 1",
                        "Correct what is named above; helmPackage was called at Jenkinsfile:"),
                new Breakage(
                        "a unit test ends the test run",
                        "test: { sh 'echo expected 25 but was 24; exit 1' },",
                        sandbox -> {},
                        "Test",
                        "script returned exit code 1",
                        "Read the output of the command above"),
                new Breakage(
                        "the image build fails",
                        IMAGE + "archive: 'build/image.tar', build: { sh 'echo no space left; exit 2' }],",
                        sandbox -> {},
                        "Image",
                        "script returned exit code 2",
                        "Read the output of the command above"));
    }

    private static void changeGitPassword(Sandbox sandbox) {
        sandbox.servers().secrets().put(Credential.usernamePassword(SandboxSecrets.GIT, "delivery", "no-longer-valid"));
    }

    private static void pushVulnerableImage(Sandbox sandbox) {
        sandbox.servers()
                .registry()
                .pushImage("shop/payments", TrunkPipeline.VERSION, Map.of("version", TrunkPipeline.VERSION));
        sandbox.servers()
                .ecr()
                .defaultScan(ScanScript.states(ScanStatus.IN_PROGRESS)
                        .then(ScanStatus.COMPLETE, Finding.of("CVE-2026-0001", Severity.CRITICAL, "openssl")));
    }

    @ParameterizedTest
    @MethodSource
    void beforeAnyPromotion(Breakage breakage) throws IOException {
        try (FailedRun failed = FailedRun.of(breakage, folder)) {
            failed.tellsTheFailure();
            failed.nothingIsPromoted();
        }
    }

    static Stream<Breakage> afterThePush() {
        return Stream.of(
                new Breakage(
                        "Argo CD dies while it is waited for",
                        "argo: [url: 'https://argocd.example.com', timeout: '15s'],",
                        sandbox -> sandbox.servers()
                                .git()
                                .onPush(push -> sandbox.servers().argo().stop()),
                        "Deploy to dev",
                        "argoPromote gave up after .*Argo CD at http://127.0.0.1:.* cannot be reached",
                        "dev is back at 0.0.0"),
                new Breakage(
                        "the pods crash",
                        TrunkPipeline.PLAIN,
                        sandbox -> sandbox.servers()
                                .argo()
                                .degradeWhenDeployed(
                                        "payments-dev",
                                        TrunkPipeline.VERSION,
                                        PodReason.CRASH_LOOP_BACK_OFF,
                                        "back-off 10s restarting failed container"),
                        "Deploy to dev",
                        "payments 1.3.0 in dev did not come up: .*Degraded.*back-off 10s restarting failed container",
                        "dev is back at 0.0.0"),
                new Breakage(
                        "the service never gets healthy",
                        TrunkPipeline.devIs("readyTimeout: '1s'"),
                        sandbox -> sandbox.cluster().service("dev").faulty(TrunkPipeline.VERSION, Behaviour.UNHEALTHY),
                        "Verify dev",
                        "Gate Verify dev failed: GET /health: .*but it answered 503",
                        "Correct the software"));
    }

    @ParameterizedTest
    @MethodSource
    void afterThePush(Breakage breakage) throws IOException {
        try (FailedRun failed = FailedRun.of(breakage, folder)) {
            failed.tellsTheFailure();
            failed.devWentBack();
        }
    }

    @Test
    void aCriticalFindingStopsThePipelineAndIsCountedInTheReport() throws IOException {
        Breakage breakage = new Breakage(
                "the scan finds something critical",
                IMAGE + "scan: [failOn: 'critical', stableReads: 1]],",
                SandboxFailureTest::pushVulnerableImage,
                "Scan",
                "The scan of shop/payments@sha256:[0-9a-f]{64} failed: 1 critical",
                "Use a base image without these packages and build again");
        try (FailedRun failed = FailedRun.of(breakage, folder)) {
            failed.tellsTheFailure();
            failed.nothingIsPromoted();
            assertThat(failed.report())
                    .containsPattern("Image sha256:[0-9a-f]{12} findings within the policy 1 critical");
        }
    }

    @Test
    void theReportShowsWhatAFailedGateMeasuredAndWhereTheEnvironmentWentBackTo() throws IOException {
        Breakage breakage = new Breakage(
                "two checks, one fails",
                TrunkPipeline.devIs("checks: [[path: '/health'], [path: '/nothing']]"),
                sandbox -> {},
                "Verify dev",
                "GET /nothing",
                "Correct the software");
        try (FailedRun failed = FailedRun.of(breakage, folder)) {
            failed.tellsTheFailure();
            failed.devWentBack();
            assertThat(failed.report())
                    .contains("0 of 1 gate passed", "dev 0.0.0 rolled back from 1.3.0")
                    .contains("The gate Verify dev failed in dev.", "Roll back dev: restored, now 0.0.0.")
                    .containsPattern("GET /nothing status 200 it answered 404.{1,120} failed");
            assertThat(failed.run().output())
                    .contains("dev: 0.0.0 → 1.3.0 (GitOps commit")
                    .containsPattern("dev: 1\\.3\\.0 → 0\\.0\\.0 \\(GitOps commit [0-9a-f]{10}, rolled back\\)");
        }
    }

    @Test
    void whereGoingBackIsAPersonsChoiceThatOneIsAskedWhenAGateCouldNotDecide() throws IOException {
        Breakage breakage = new Breakage(
                "a suite leaves no report",
                TrunkPipeline.devIs("rollback: 'ask', suites: [api: [run: { sh 'true' }, report: ['api/*.xml']]]"),
                sandbox -> {},
                "Verify dev",
                "api: no test report matches 'api/\\*\\.xml'",
                "Check that the tests ran");
        try (FailedRun failed = FailedRun.of(breakage, folder)) {
            failed.tellsTheFailure();
            failed.devWentBack();
            assertThat(failed.run().output()).contains("Nothing has shown that 1.3.0 is bad. Going back brings");
            assertThat(failed.report())
                    .contains("The gate Verify dev could not decide in dev.")
                    .containsPattern("Roll back dev: .{1,60} chose rollback, restored, now 0\\.0\\.0\\.");
        }
    }

    @Test
    void anEnvironmentGoesBackInGitEvenWhenArgoCdDiedDuringTheVerification() throws IOException {
        Breakage breakage = new Breakage(
                "Argo CD dies while the gate asks the service",
                "argo: [url: 'https://argocd.example.com', timeout: '6s', stableFor: '0s'],"
                        + TrunkPipeline.devIs("checks: [[path: '/nothing']]"),
                SandboxFailureTest::stopArgoWhenDevIsAsked,
                "Verify dev",
                "Gate Verify dev failed: GET /nothing",
                "Correct the software");
        try (FailedRun failed = FailedRun.of(breakage, folder)) {
            failed.tellsTheFailure();
            failed.devWentBack();
            assertThat(failed.run().output()).contains("Roll back dev: ", "dev still names 0.0.0 in Git");
        }
    }

    private static void stopArgoWhenDevIsAsked(Sandbox sandbox) {
        SampleService dev = sandbox.cluster().service("dev");
        dev.hang();
        // Not on the common pool, whose one thread on a small machine others need.
        Thread watcher = new Thread(() -> {
            dev.awaitRequest(request -> request.path().equals("/health"), Duration.ofMinutes(1));
            sandbox.servers().argo().stop();
            dev.recover();
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    @Test
    void withoutAccessToTheGitOpsRepositoryNothingIsPromoted() {
        Path jenkinsfile = TrunkPipeline.write(
                folder, "argoPromote(env: 'dev', service: 'payments', version: '1.3.0', waitFor: 'none')");
        try (SandboxRun run = SandboxRun.of(SandboxFailureTest::changeGitPassword, jenkinsfile.toString())) {
            assertThat(run.exitCode()).isEqualTo(1);
            FailureCard card = FailureCard.in(run.output());
            assertThat(card.why()).contains("gitops.git").containsIgnoringCase("not authorized");
            assertThat(card.next()).isNotEmpty();
            assertThat(run.output()).doesNotContain("no-longer-valid").doesNotContainPattern("(?m)^\\s+at [\\w.$]+\\(");
            assertThat(run.gitops().changes()).isEmpty();
        }
    }

    @Test
    void aWrongKeyIsRefusedBeforeAnythingRuns() {
        Path jenkinsfile = TrunkPipeline.write(
                folder, TrunkPipeline.script("gitop: 'https://git.example.com/other.git', enviroments: [:],"));
        try (SandboxRun run = SandboxRun.of(jenkinsfile.toString())) {
            assertThat(run.exitCode()).isEqualTo(64);
            assertThat(run.output())
                    .startsWith("The delivery configuration was refused")
                    .contains("gitop is not known; did you mean 'gitops'?", "did you mean 'environments'?")
                    .doesNotContain("Exception", "◔");
        }
    }
}
