package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.delivery.engine.turn.PromotionTurns;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Who has a turn keeps it over a restart, and gives it back with the end of the run. */
class PromotionTurnRestartTest {

    private static final String SCRIPT = "def turn = promotionTurn(env: 'prod', service: 'payments', timeout: '10m')\n"
            + "echo \"superseded: ${turn.superseded}\"\nsemaphore 'promoting'\n";

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final List<String> runs = new ArrayList<>();

    @Test
    void aTurnSurvivesARestartAndEndsWithItsRun() throws Throwable {
        sessions.then(jenkins -> {
            Pipelines pipelines = new Pipelines(jenkins);
            WorkflowRun first = pipelines.job("first", SCRIPT).scheduleBuild2(0).waitForStart();
            SemaphoreStep.waitForStart("promoting/1", first);
            WorkflowRun second =
                    pipelines.job("second", SCRIPT).scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("has its turn since", second);
            runs.add(jenkins.getURL() + first.getUrl());
            runs.add(jenkins.getURL() + second.getUrl());
        });
        // A new process knows nothing of them.
        runs.forEach(PromotionTurns.ofThisProcess()::runEnded);
        sessions.then(jenkins -> {
            WorkflowRun first = run(jenkins, "first");
            WorkflowRun second = run(jenkins, "second");
            jenkins.waitForMessage("Resuming build", second);
            // The first still has it: the second goes on to wait, and says for whom.
            jenkins.waitForMessage(first.getUrl() + ") has its turn since", second);
            assertThat(Pipelines.log(second)).doesNotContain("superseded: ");
            first.getExecutionPromise().get().interrupt(Result.ABORTED);
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(first));
            SemaphoreStep.waitForStart("promoting/2", second);
            SemaphoreStep.success("promoting/2", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        });
    }

    @Test
    void oneThatWaitsIsAbortedAndBlocksNobody() throws Throwable {
        sessions.then(jenkins -> {
            Pipelines pipelines = new Pipelines(jenkins);
            WorkflowRun first = pipelines.job("first", SCRIPT).scheduleBuild2(0).waitForStart();
            SemaphoreStep.waitForStart("promoting/1", first);
            WorkflowRun second =
                    pipelines.job("second", SCRIPT).scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("has its turn since", second);
            assertThat(Pipelines.running(second).blocksRestart()).isFalse();
            second.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(second));
            WorkflowRun third = pipelines
                    .job(
                            "third",
                            SCRIPT.replace(
                                    "semaphore 'promoting'",
                                    "promotionTurn(env: 'prod', service: 'payments', release: true)"))
                    .scheduleBuild2(0)
                    .waitForStart();
            jenkins.waitForMessage("has its turn since", third);
            SemaphoreStep.success("promoting/1", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(third));
        });
    }

    private static WorkflowRun run(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }
}
