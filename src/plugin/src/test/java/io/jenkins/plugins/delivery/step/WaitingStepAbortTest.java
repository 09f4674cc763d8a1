package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Steps of every kind that are aborted while they wait: what they changed is put back, and the build is told so. */
@WithJenkins
class WaitingStepAbortTest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @ParameterizedTest
    @EnumSource
    void stopsWhenAborted(WaitingStep.Kind kind, @TempDir Path root) throws Exception {
        new Pipelines(jenkins).empty();
        try (WaitingStep step = kind.open(root)) {
            WorkflowRun run = step.begin(jenkins);
            assertThat(Pipelines.running(run).blocksRestart()).isFalse();
            assertThat(Pipelines.running(run).getStatus()).contains(step.sign());
            run.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            step.assertAborted(Pipelines.log(Pipelines.told(run)));
            for (String secret : step.secrets()) {
                Pipelines.assertNowhere(secret, run);
            }
        }
    }
}
