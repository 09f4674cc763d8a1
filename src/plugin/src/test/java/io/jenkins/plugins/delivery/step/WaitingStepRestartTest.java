package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Steps of every kind that wait side by side while Jenkins is restarted. */
class WaitingStepRestartTest {

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final List<WaitingStep> steps = new ArrayList<>();

    @BeforeEach
    void open(@TempDir Path root) throws Exception {
        for (WaitingStep.Kind kind : WaitingStep.Kind.values()) {
            steps.add(kind.open(Files.createDirectory(root.resolve("stand-" + steps.size()))));
        }
    }

    @AfterEach
    void close() {
        steps.forEach(WaitingStep::close);
    }

    @Test
    void surviveRestart() throws Throwable {
        sessions.then(this::beginToWait);
        sessions.then(jenkins -> {
            for (WaitingStep step : steps) {
                WorkflowRun run = resumed(jenkins, step);
                step.release();
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
                assertThat(Pipelines.log(run)).contains("state: " + step.end());
                step.assertDone();
                for (String secret : step.secrets()) {
                    Pipelines.assertNowhere(secret, run);
                }
            }
        });
    }

    @Test
    void areAbortedAfterARestart() throws Throwable {
        sessions.then(this::beginToWait);
        sessions.then(jenkins -> {
            for (WaitingStep step : steps) {
                WorkflowRun run = resumed(jenkins, step);
                run.getExecutionPromise().get().interrupt(Result.ABORTED);
                jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
                step.assertAborted(Pipelines.log(run));
            }
        });
    }

    private void beginToWait(JenkinsRule jenkins) throws Exception {
        for (WaitingStep step : steps) {
            step.begin(jenkins);
        }
    }

    private static WorkflowRun resumed(JenkinsRule jenkins, WaitingStep step) throws Exception {
        WorkflowRun run = jenkins.jenkins
                .getItemByFullName(step.name(), WorkflowJob.class)
                .getBuildByNumber(1);
        jenkins.waitForMessage("Resuming build", run);
        return run;
    }
}
