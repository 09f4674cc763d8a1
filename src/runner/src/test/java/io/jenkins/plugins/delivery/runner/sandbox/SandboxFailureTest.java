package io.jenkins.plugins.delivery.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.ecr.Finding;
import io.jenkins.plugins.delivery.testbed.ecr.ScanScript;
import io.jenkins.plugins.delivery.testbed.ecr.ScanStatus;
import io.jenkins.plugins.delivery.testbed.ecr.Severity;
import io.jenkins.plugins.delivery.testbed.service.Behaviour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a person gets when something breaks on the way: a bad exit code, one card that says what, where, why and what next, and
 * environments that are as they were. Trunk flow, because there one run goes through all of them.
 */
class SandboxFailureTest {

    private static final String VERSION = "1.3.0";
    private static final String BEFORE = "0.0.0";
    private static final String PLAIN = "";
    private static final String IMAGE =
            "image: [repository: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/payments', ";

    @TempDir
    Path folder;

    /**
     * Something that breaks.
     *
     * @param name for the test's report
     * @param pipeline the arguments that the pipeline has beside the usual ones
     * @param fault what is done to the sandbox before the run
     * @param stage where it ends
     * @param why what the card says about the cause
     * @param next what the card advises
     */
    private record Breakage(
            String name, String pipeline, Consumer<Sandbox> fault, String stage, String why, String next) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Breakage> beforeAnyPromotion() {
        return Stream.of(
                new Breakage(
                        "Argo CD is down",
                        PLAIN,
                        sandbox -> sandbox.servers().argo().stop(),
                        "Deploy to dev",
                        "Argo CD at http://127.0.0.1:.* cannot be reached",
                        "Check its address, and that it is up and reachable"),
                new Breakage(
                        "Argo CD does not know the token",
                        PLAIN,
                        sandbox -> sandbox.servers()
                                .argo()
                                .revoke(sandbox.servers().argo().token()),
                        "Deploy to dev",
                        "Argo CD at .* answered GET .*/payments-dev with 401: invalid session",
                        "Check the credentials"),
                new Breakage(
                        "Argo CD refuses",
                        PLAIN,
                        sandbox -> sandbox.servers().argo().failAlways(403),
                        "Deploy to dev",
                        "Argo CD at .* answered GET .*/payments-dev with 403",
                        "check that 'payments-dev' is there, or set project"),
                new Breakage(
                        "Argo CD is overloaded",
                        PLAIN,
                        sandbox -> sandbox.servers().argo().failAlways(503),
                        "Deploy to dev",
                        "Argo CD at .* answered GET .*/payments-dev with 503",
                        "Run it again"),
                new Breakage(
                        "the application is missing in Argo CD",
                        PLAIN,
                        sandbox -> sandbox.servers().argo().remove("payments-dev"),
                        "Deploy to dev",
                        "payments-dev",
                        "check that 'payments-dev' is there"),
                new Breakage(
                        "a hook declines the GitOps push",
                        PLAIN,
                        sandbox -> sandbox.servers()
                                .git()
                                .rejectPushes(SandboxServers.GITOPS_REPOSITORY, "policy: not on Fridays"),
                        "Deploy to dev",
                        "gitops.git declined the push to main \\(pre-receive hook declined: policy: not on Fridays\\)",
                        "Nothing was changed. Check branch protection and hooks"),
                new Breakage(
                        "the GitOps branch is protected",
                        PLAIN,
                        sandbox -> sandbox.servers().git().protectBranch(SandboxServers.GITOPS_REPOSITORY, "main"),
                        "Deploy to dev",
                        "gitops.git declined the push to main .*protected branch",
                        "Nothing was changed. Check branch protection and hooks"),
                new Breakage(
                        "the password for Git is wrong",
                        PLAIN,
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
                        "Correct it"),
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
                        "Read the output of the command above"),
                new Breakage(
                        "the scan finds something critical",
                        IMAGE + "scan: [failOn: 'critical', stableReads: 1]],",
                        SandboxFailureTest::pushVulnerableImage,
                        "Scan",
                        "The scan of shop/payments@sha256:[0-9a-f]{64} failed: 1 critical",
                        "Use a base image without these packages and build again"));
    }

    private static void changeGitPassword(Sandbox sandbox) {
        sandbox.servers().secrets().put(Credential.usernamePassword(SandboxSecrets.GIT, "delivery", "no-longer-valid"));
    }

    private static void pushVulnerableImage(Sandbox sandbox) {
        sandbox.servers().registry().pushImage("shop/payments", VERSION, Map.of("version", VERSION));
        sandbox.servers()
                .ecr()
                .defaultScan(ScanScript.states(ScanStatus.IN_PROGRESS)
                        .then(ScanStatus.COMPLETE, Finding.of("CVE-2026-0001", Severity.CRITICAL, "openssl")));
    }

    @ParameterizedTest
    @MethodSource
    void beforeAnyPromotion(Breakage breakage) {
        try (SandboxRun run = run(breakage)) {
            tellsTheFailure(run, breakage);
            assertThat(run.gitops().changes()).isEmpty();
            assertThat(tags(run))
                    .containsOnly(Map.entry("dev", BEFORE), Map.entry("stage", BEFORE), Map.entry("prod", BEFORE));
        }
    }

    static Stream<Breakage> afterThePush() {
        return Stream.of(
                new Breakage(
                        "Argo CD dies while it is waited for",
                        "argo: [url: 'https://argocd.example.com', timeout: '2s'],",
                        sandbox -> sandbox.servers()
                                .git()
                                .onPush(push -> sandbox.servers().argo().stop()),
                        "Deploy to dev",
                        "argoPromote gave up after .*Argo CD at http://127.0.0.1:.* cannot be reached",
                        "dev is back at 0.0.0"),
                new Breakage(
                        "the pods crash",
                        PLAIN,
                        sandbox -> sandbox.servers()
                                .argo()
                                .degradeWhenDeployed(
                                        "payments-dev",
                                        VERSION,
                                        PodReason.CRASH_LOOP_BACK_OFF,
                                        "back-off 10s restarting failed container"),
                        "Deploy to dev",
                        "payments 1.3.0 in dev did not come up: .*Degraded.*back-off 10s restarting failed container",
                        "dev is back at 0.0.0"),
                new Breakage(
                        "a URL check fails",
                        devIs("checks: [[path: '/nothing']]"),
                        sandbox -> {},
                        "Verify dev",
                        "Gate Verify dev failed: GET /nothing: expected status 200, but it answered 404",
                        "Correct the software, or the expectation"),
                new Breakage(
                        "the service never gets healthy",
                        devIs("readyTimeout: '1s'"),
                        sandbox -> sandbox.cluster().service("dev").faulty(VERSION, Behaviour.UNHEALTHY),
                        "Verify dev",
                        "Gate Verify dev could not test dev .*GET /health: .*but it answered 503",
                        "check the deployment"));
    }

    /** Dev alone can be told more; the others are as usual. */
    private static String devIs(String more) {
        return "environments: [dev: [url: 'https://dev.example.com', ready: '/health', " + more
                + "], stage: [:], prod: [:]],";
    }

    @ParameterizedTest
    @MethodSource
    void afterThePush(Breakage breakage) {
        try (SandboxRun run = run(breakage)) {
            tellsTheFailure(run, breakage);
            assertThat(run.gitops().changes())
                    .extracting(BareRepository.Change::subject)
                    .containsExactly("promote payments 1.3.0 to dev", "restore payments in dev to 0.0.0");
            assertThat(run.gitops().changes().get(1).trailer("Delivery-Restores"))
                    .isNotEmpty();
            assertThat(tags(run))
                    .containsOnly(Map.entry("dev", BEFORE), Map.entry("stage", BEFORE), Map.entry("prod", BEFORE));
        }
    }

    @Test
    void afterTheFirstEnvironmentTheLaterOnesAreUntouchedAndTheFirstStays() {
        Breakage breakage = new Breakage(
                "stage crashes",
                PLAIN,
                sandbox -> sandbox.servers()
                        .argo()
                        .degradeWhenDeployed("payments-stage", VERSION, PodReason.IMAGE_PULL_BACK_OFF, "not found"),
                "Deploy to stage",
                "payments 1.3.0 in stage did not come up: .*Degraded.*not found",
                "stage is back at 0.0.0");
        try (SandboxRun run = run(breakage)) {
            tellsTheFailure(run, breakage);
            assertThat(run.output()).doesNotContain("Approve prod", "Deploy to prod");
            assertThat(tags(run))
                    .containsOnly(Map.entry("dev", VERSION), Map.entry("stage", BEFORE), Map.entry("prod", BEFORE));
        }
    }

    @Test
    void aFailedUnitTestThatEndsNoCommandStopsThePromotionsAllTheSame() {
        Breakage breakage = new Breakage(
                "JUnit results with a failure",
                "test: { writeFile file: 'build/results.xml', text: '<testsuite name=\"Fee\" tests=\"1\" failures=\"1\">"
                        + "<testcase classname=\"Fee\" name=\"rounds\"><failure message=\"25 is not 24\"/></testcase>"
                        + "</testsuite>'\n junit 'build/results.xml' },",
                sandbox -> {},
                "Test",
                "Nothing is promoted to dev: the build is UNSTABLE. Correct what made it so",
                "");
        try (SandboxRun run = run(breakage)) {
            tellsTheFailure(run, breakage, "outside any stage");
            assertThat(run.output()).contains("▲ Test unstable", "Fee.rounds", "25 is not 24");
            assertThat(run.gitops().changes()).isEmpty();
        }
    }

    @Test
    void theReportShowsWhatAFailedGateMeasuredAndWhereTheEnvironmentWentBackTo() throws IOException {
        Breakage breakage = new Breakage(
                "two checks, one fails",
                devIs("checks: [[path: '/health'], [path: '/nothing']]"),
                sandbox -> {},
                "Verify dev",
                "GET /nothing",
                "Correct the software");
        try (SandboxRun run = run(breakage)) {
            tellsTheFailure(run, breakage);
            String report = Files.readString(page()).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
            assertThat(report)
                    .contains("0 of 1 gate passed", "dev 0.0.0 rolled back from 1.3.0")
                    .containsPattern("GET /nothing status 200 it answered 404.{1,120} failed");
            assertThat(run.output())
                    .contains("dev: 0.0.0 → 1.3.0 (GitOps commit")
                    .containsPattern("dev: 1\\.3\\.0 → 0\\.0\\.0 \\(GitOps commit [0-9a-f]{10}, rolled back\\)");
        }
    }

    @Test
    void withoutAccessToTheGitOpsRepositoryNothingIsPromoted() {
        Path jenkinsfile = write("argoPromote(env: 'dev', service: 'payments', version: '1.3.0', waitFor: 'none')");
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
        Path jenkinsfile = write(script("gitop: 'https://git.example.com/other.git', enviroments: [:],"));
        try (SandboxRun run = SandboxRun.of(jenkinsfile.toString())) {
            assertThat(run.exitCode()).isEqualTo(64);
            assertThat(run.output())
                    .startsWith("The delivery configuration was refused")
                    .contains("gitop is not known; did you mean 'gitops'?", "did you mean 'environments'?")
                    .doesNotContain("Exception", "◔");
        }
    }

    @Test
    void trunkCarriesOneCommitThroughEveryEnvironmentInOneRun() {
        Path jenkinsfile = write(script(PLAIN));
        try (SandboxRun run = SandboxRun.of(jenkinsfile.toString(), "--approve", "all")) {
            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.gitops().changes())
                    .extracting(BareRepository.Change::subject)
                    .containsExactly(
                            "promote payments 1.3.0 to dev",
                            "promote payments 1.3.0 to stage",
                            "promote payments 1.3.0 to prod");
            assertThat(run.output().indexOf("✓ Verify dev"))
                    .isLessThan(run.output().indexOf("◔ Deploy to stage"));
            assertThat(run.output().indexOf("✓ Verify stage"))
                    .isLessThan(run.output().indexOf("◔ Approve prod"));
            assertThat(List.of("dev", "stage", "prod"))
                    .allSatisfy(name ->
                            assertThat(run.cluster().service(name).version()).isEqualTo(VERSION));
        }
    }

    private SandboxRun run(Breakage breakage) {
        return SandboxRun.of(
                breakage.fault(),
                write(script(breakage.pipeline())).toString(),
                "--approve",
                "all",
                "--report",
                page().toString());
    }

    private Path page() {
        return folder.resolve("report.html");
    }

    private void tellsTheFailure(SandboxRun run, Breakage breakage) {
        tellsTheFailure(run, breakage, "stage '" + breakage.stage() + "', Jenkinsfile:");
    }

    private void tellsTheFailure(SandboxRun run, Breakage breakage, String where) {
        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        FailureCard card = FailureCard.in(run.output());
        assertThat(card.what()).matches("The (step \\w+ (failed|decided no)|pipeline ended itself)\\.");
        assertThat(card.where()).startsWith(where);
        assertThat(card.why()).containsPattern(breakage.why());
        assertThat(card.next()).contains(breakage.next());
        assertThat(run.output()).doesNotContainPattern("(?m)^\\s+at [\\w.$]+\\(");
        assertThat(run.output().lines().filter(line -> line.startsWith("  Why ")))
                .hasSize(1);
        assertThat(page()).content().contains(card.what(), breakage.stage());
        assertThat(run.servers().slack().channels())
                .flatExtracting(channel -> channel.messages())
                .singleElement()
                .satisfies(message -> assertThat(message.text()).contains("failed at " + breakage.stage()));
        assertThat(run.servers().argo().failures()).isEmpty();
    }

    /** Environment name to the tag that its file names. */
    private static Map<String, String> tags(SandboxRun run) {
        return Stream.of("dev", "stage", "prod").collect(Collectors.toMap(name -> name, name -> run.gitops()
                .file("environments/" + name + "/payments/values.yaml")
                .replaceAll("(?s).*tag: \"([^\"]*)\".*", "$1")));
    }

    /** A pipeline in trunk flow; an argument that is given here replaces the usual one. */
    private static String script(String more) {
        return "deliveryPipeline(service: 'payments', flow: 'trunk', gitops: 'https://git.example.com/gitops.git',"
                + " slack: '#payments',\n"
                + more
                + (more.contains("argo:")
                        ? ""
                        : " argo: [url: 'https://argocd.example.com', timeout: '30s', stableFor: '0s'],")
                + (more.contains("environments:")
                        ? " agent: '')"
                        : " environments: [dev: [url: 'https://dev.example.com', ready: '/health'],"
                                + " stage: [url: 'https://stage.example.com', ready: '/health'],"
                                + " prod: [url: 'https://example.com', ready: '/health', approval: true]])");
    }

    private Path write(String script) {
        try {
            return Files.writeString(folder.resolve("Jenkinsfile"), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
