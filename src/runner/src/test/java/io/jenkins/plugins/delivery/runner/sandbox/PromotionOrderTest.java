package io.jenkins.plugins.delivery.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment follows only on success of the one before it. */
class PromotionOrderTest {

    private static final String BEFORE = TrunkPipeline.BEFORE;
    private static final String VERSION = TrunkPipeline.VERSION;

    /** What every environment runs before a journey in Git-Flow: the sample's last release. */
    private static final String RELEASED = "1.3.0";

    @TempDir
    Path folder;

    @Test
    void trunkCarriesOneCommitThroughEveryEnvironmentInOneRun() {
        Path jenkinsfile = TrunkPipeline.write(folder, TrunkPipeline.script(TrunkPipeline.PLAIN));
        try (SandboxRun run = SandboxRun.of(jenkinsfile.toString(), "--approve", "all")) {
            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.gitops().changes())
                    .extracting(BareRepository.Change::subject)
                    .containsExactly(
                            "promote payments 1.3.0 to dev",
                            "promote payments 1.3.0 to stage",
                            "promote payments 1.3.0 to prod");
            assertThat(run.output())
                    .containsSubsequence(
                            "✓ Verify dev",
                            "◔ Deploy to stage",
                            "✓ Verify stage",
                            "◔ Approve prod",
                            "◔ Deploy to prod");
            assertThat(List.of("dev", "stage", "prod"))
                    .allSatisfy(name ->
                            assertThat(run.cluster().service(name).version()).isEqualTo(VERSION));
        }
    }

    @Test
    void whenStageFailsDevStaysAndProdIsUntouched() throws IOException {
        Breakage breakage = new Breakage(
                "stage crashes",
                TrunkPipeline.PLAIN,
                sandbox -> sandbox.servers()
                        .argo()
                        .degradeWhenDeployed("payments-stage", VERSION, PodReason.IMAGE_PULL_BACK_OFF, "not found"),
                "Deploy to stage",
                "payments 1.3.0 in stage did not come up: .*Degraded.*not found",
                "stage is back at 0.0.0");
        try (FailedRun failed = FailedRun.of(breakage, folder)) {
            failed.tellsTheFailure();
            assertThat(failed.run().output()).doesNotContain("Approve prod", "Deploy to prod");
            assertThat(TrunkPipeline.tags(failed.run()))
                    .isEqualTo(Map.of("dev", VERSION, "stage", BEFORE, "prod", BEFORE));
        }
    }

    @Test
    void whereNobodyCanApproveProdIsUntouched() {
        Path jenkinsfile = TrunkPipeline.write(folder, TrunkPipeline.script(TrunkPipeline.PLAIN));
        try (SandboxRun run = SandboxRun.of(jenkinsfile.toString(), "--approve", "ask")) {
            assertThat(run.exitCode()).as(run.output()).isNotZero();
            assertThat(FailureCard.in(run.output()).where()).startsWith("stage 'Approve prod'");
            assertThat(run.output()).contains("--approve all").doesNotContain("Deploy to prod");
            assertThat(TrunkPipeline.tags(run)).isEqualTo(Map.of("dev", VERSION, "stage", VERSION, "prod", BEFORE));
        }
    }

    @Test
    void aFailedUnitTestThatEndsNoCommandStopsThePromotionsAllTheSame() throws IOException {
        Breakage breakage = new Breakage(
                "JUnit results with a failure",
                "test: { writeFile file: 'build/results.xml', text: '<testsuite name=\"Fee\" tests=\"1\" failures=\"1\">"
                        + "<testcase classname=\"Fee\" name=\"rounds\"><failure message=\"25 is not 24\"/></testcase>"
                        + "</testsuite>'\n junit 'build/results.xml' },",
                sandbox -> {},
                "Test",
                "Nothing is promoted to dev: the build is UNSTABLE. Correct what made it so",
                "");
        try (FailedRun failed = FailedRun.of(breakage, folder)) {
            failed.tellsTheFailure("The pipeline ended itself\\.", "outside any stage");
            assertThat(failed.run().output()).contains("▲ Test unstable", "Fee.rounds", "25 is not 24");
            failed.nothingIsPromoted();
        }
    }

    @Test
    void aReleaseIsKeptFromStageUntilDevelopHasPassedDev() {
        String script = TrunkPipeline.script("environments: [dev: [url: 'https://dev.example.com', ready: '/health',"
                        + " checks: [[path: '/nothing']]], stage: [:], prod: [:]],")
                .replace("flow: 'trunk'", "flow: 'git-flow'");
        Path jenkinsfile = TrunkPipeline.write(folder, script);
        try (SandboxRun run = SandboxRun.of(jenkinsfile.toString())) {
            assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
            assertThat(FailureCard.in(run.output()).why()).startsWith("Gate Verify dev failed");
            assertThat(run.output()).doesNotContain("release/");

            run.again(jenkinsfile.toString());

            assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
            FailureCard card = FailureCard.in(run.output());
            assertThat(card.where()).startsWith("stage 'Deploy to stage'");
            assertThat(card.why())
                    .containsPattern("payments 1.4.0-rc.\\d+ may not go to stage before it passed dev: .*undone");
            assertThat(card.next()).containsPattern("Promote commit [0-9a-f]{7} to dev first");
            assertThat(TrunkPipeline.tags(run)).isEqualTo(Map.of("dev", RELEASED, "stage", RELEASED, "prod", RELEASED));
        }
    }
}
