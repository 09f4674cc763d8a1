package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A promotion that is waiting while Jenkins is restarted. */
class ArgoPromoteRestartTest {

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private DeliveryStand stand;

    @BeforeEach
    void stand(@TempDir Path root) throws Exception {
        stand = new DeliveryStand(root);
        stand.argo.stickRollout(DeliveryStand.APPLICATION);
    }

    @AfterEach
    void close() {
        stand.close();
    }

    @Test
    void survivesRestart() throws Throwable {
        sessions.then(this::beginToWait);
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            jenkins.waitForMessage("Resuming build", run);
            stand.argo.heal(DeliveryStand.APPLICATION);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(Pipelines.log(run)).contains("state: deployed");
            assertThat(stand.values()).contains("1.4.0");
            assertThat(stand.commits()).isEqualTo(2);
            assertThat(stand.git.pushes("gitops")).isEqualTo(2);
            Pipelines.assertNowhere(DeliveryStand.PASSWORD, run);
            Pipelines.assertNowhere(stand.argo.token(), run);
        });
    }

    @Test
    void isAbortedAfterARestart() throws Throwable {
        sessions.then(this::beginToWait);
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            jenkins.waitForMessage("Resuming build", run);
            run.getExecutionPromise().get().interrupt(Result.ABORTED);
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(stand.values()).contains("1.3.0");
            assertThat(stand.commits()).isEqualTo(3);
        });
    }

    private void beginToWait(JenkinsRule jenkins) throws Exception {
        Pipelines pipelines = new Pipelines(jenkins);
        stand.credentials(pipelines);
        WorkflowRun run = pipelines
                .job(
                        "promotion",
                        "echo \"state: ${"
                                + stand.promotion("1.4.0", "timeout: '10m'").replaceFirst(" ", "(") + ").state}\"")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Progressing", run);
        assertThat(stand.commits()).isEqualTo(2);
    }

    private static WorkflowRun run(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("promotion", WorkflowJob.class).getBuildByNumber(1);
    }
}
