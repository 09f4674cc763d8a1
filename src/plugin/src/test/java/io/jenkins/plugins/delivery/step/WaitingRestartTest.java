package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.ecr.EcrImage;
import io.jenkins.plugins.delivery.testbed.ecr.EcrServer;
import io.jenkins.plugins.delivery.testbed.ecr.ScanScript;
import io.jenkins.plugins.delivery.testbed.ecr.ScanStatus;
import io.jenkins.plugins.delivery.testbed.ecr.StoredImages;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.time.Instant;
import java.util.Arrays;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Steps that only look: they go on waiting after Jenkins is restarted. */
class WaitingRestartTest {

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void e2eGateSurvivesRestart() throws Throwable {
        try (SampleService service = SampleService.start("payments", "stage")) {
            service.deploy("1.4.0");
            service.stop();
            sessions.then(jenkins -> begin(
                    jenkins,
                    "def g = e2eGate url: '" + service.url()
                            + "', readyTimeout: '10m', timeout: '20m'\necho \"gate: ${g.verdict}\"",
                    "Gate e2e waits for"));
            sessions.then(jenkins -> {
                WorkflowRun run = resumed(jenkins);
                service.restart();
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
                assertThat(Pipelines.log(run)).contains("gate: passed");
            });
        }
    }

    @Test
    void ecrScanSurvivesRestart() throws Throwable {
        StoredImages images = new StoredImages();
        try (EcrServer ecr = EcrServer.start(images)) {
            ecr.createRepository("shop/payments", false);
            images.put("shop/payments", EcrImage.named("payments", Instant.now(), "1.4.0"));
            // As many looks as the first Jenkins will certainly not have time for.
            ScanStatus[] pending = new ScanStatus[4];
            Arrays.fill(pending, ScanStatus.PENDING);
            ecr.defaultScan(ScanScript.states(ScanStatus.PENDING, pending).then(ScanStatus.COMPLETE));
            sessions.then(jenkins -> {
                new Pipelines(jenkins).login("aws", "AKIDEXAMPLE", "s3cret-access-key");
                begin(
                        jenkins,
                        "def s = ecrScan repository: 'shop/payments', tag: '1.4.0', region: 'eu-central-1', endpoint: '"
                                + ecr.url() + "', credentialsId: 'aws', timeout: '20m'\necho \"scan: ${s.verdict}\"",
                        "The scan of shop/payments");
            });
            sessions.then(jenkins -> {
                WorkflowRun run = resumed(jenkins);
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
                assertThat(Pipelines.log(run)).contains("scan: passed");
                assertThat(run.getArtifacts())
                        .as("reports kept from a poll after the restart")
                        .hasSize(2);
                Pipelines.assertNowhere("s3cret-access-key", run);
            });
        }
    }

    private static void begin(JenkinsRule jenkins, String script, String sign) throws Exception {
        WorkflowRun run =
                new Pipelines(jenkins).job("waiting", script).scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage(sign, run);
    }

    private static WorkflowRun resumed(JenkinsRule jenkins) throws Exception {
        WorkflowRun run =
                jenkins.jenkins.getItemByFullName("waiting", WorkflowJob.class).getBuildByNumber(1);
        jenkins.waitForMessage("Resuming build", run);
        return run;
    }
}
