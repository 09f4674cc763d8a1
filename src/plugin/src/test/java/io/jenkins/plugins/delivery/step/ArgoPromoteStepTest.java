package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Result;
import io.jenkins.plugins.delivery.run.DeliveryExecution;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ArgoPromoteStepTest {

    private static final int MANY = 30;

    private static JenkinsRule jenkins;
    private DeliveryStand stand;
    private Pipelines pipelines;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void stand(@TempDir Path root) throws Exception {
        stand = new DeliveryStand(root);
        pipelines = new Pipelines(jenkins).empty();
        stand.credentials(pipelines);
    }

    @AfterEach
    void close() {
        stand.close();
    }

    @Test
    void smokes() throws Exception {
        WorkflowRun run = pipelines.succeed("def p = " + stand.promotion("1.4.0", "") + "\n"
                + "echo \"${p.env} runs ${p.to} instead of ${p.from}: ${p.state}, ${p.health}\"\n");
        assertThat(Pipelines.log(run)).contains("stage runs 1.4.0 instead of 1.3.0: deployed, Healthy");
        assertThat(stand.values()).contains("1.4.0");
        masked(run);
    }

    @Test
    void aVersionThatDoesNotBecomeHealthyIsPutBack() throws Exception {
        stand.argo.degradeWhenDeployed(
                DeliveryStand.APPLICATION, "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "exit code 1");
        WorkflowRun run = pipelines.fail(stand.promotion("1.4.0", "timeout: '2m'"));
        assertThat(Pipelines.log(run)).contains("ERROR: ", "payments", "stage");
        assertThat(stand.values()).contains("1.3.0");
        masked(run);
    }

    @Test
    void failsWithEveryProblemOfItsInput() throws Exception {
        WorkflowRun run = pipelines.fail(
                "argoPromote env: 'Stage!', service: 'payments', gitops: 'https://me:secret@git/x', timeout: 'soon',"
                        + " waitFor: 'love'");
        assertThat(Pipelines.log(run))
                .contains("argoPromote was refused for 6 problems", "timeout", "'love' is not one of", "env 'Stage!'")
                .contains("gitops carries credentials in the URL")
                .doesNotContain("me:secret");
    }

    @Test
    void failsWithASentenceWhenTheCredentialsAreUnknown() throws Exception {
        WorkflowRun run = pipelines.fail(stand.promotion("1.4.0", "").replace("'gitops',", "'nobody',"));
        assertThat(Pipelines.log(run)).contains("No credentials with the id 'nobody' are visible to this run.");
        assertThat(stand.commits()).isEqualTo(1);
    }

    @Test
    void holdsNoExecutorAndSaysWhatItWaitsFor() throws Exception {
        stand.argo.stickRollout(DeliveryStand.APPLICATION);
        WorkflowRun run = pipelines
                .job(stand.promotion("1.4.0", "timeout: '10m'"))
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Progressing", run);
        for (Computer computer : jenkins.jenkins.getComputers()) {
            assertThat(computer.getExecutors()).allMatch(Executor::isIdle);
        }
        assertThat(Pipelines.running(run).getStatus()).contains("payments in stage: Progressing", "of 10m");
        assertThat(Pipelines.running(run).blocksRestart()).isFalse();
        masked(run);
        stand.argo.heal(DeliveryStand.APPLICATION);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void stopsWhenAborted() throws Exception {
        stand.argo.stickRollout(DeliveryStand.APPLICATION);
        WorkflowRun run = pipelines
                .job(stand.promotion("1.4.0", "timeout: '10m'"))
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Progressing", run);
        run.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(Pipelines.log(Pipelines.told(run))).contains("WARNING: ", "1.3.0");
        assertThat(stand.values()).contains("1.3.0");
        assertThat(stand.commits()).isEqualTo(3);
    }

    @Test
    void aTimeoutAroundItPutsBackWhatWasPromoted() throws Exception {
        stand.argo.stickRollout(DeliveryStand.APPLICATION);
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.ABORTED,
                pipelines.job(
                        "timeout(time: 6, unit: 'SECONDS') { " + stand.promotion("1.4.0", "timeout: '10m'") + " }"));
        assertThat(Pipelines.log(run)).contains("Timeout has been exceeded", "WARNING: ");
        assertThat(stand.values()).contains("1.3.0");
    }

    @Test
    void manyWaitsShareTheirLooks() throws Exception {
        stand.argo.stickRollout(DeliveryStand.APPLICATION);
        WorkflowRun run = pipelines
                .job("""
                    def branches = [:]
                    for (int i = 0; i < %d; i++) { branches["branch ${i}"] = { %s } }
                    parallel branches
                    """.formatted(MANY, stand.promotion("1.4.0", "timeout: '30m'")))
                .scheduleBuild2(0)
                .waitForStart();
        awaitStatus(run, Map.of());
        Map<DeliveryExecution, String> before = new HashMap<>();
        Pipelines.executions(run).forEach(execution -> before.put(execution, execution.getStatus()));
        stand.argo.clearRequests();
        awaitStatus(run, before);
        // Each has looked at least once more.
        assertThat(stand.argo.requests()).hasSizeLessThan(MANY / 2);
        stand.argo.heal(DeliveryStand.APPLICATION);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(stand.commits()).isEqualTo(2);
    }

    /** Until every branch waits and says something else than before. */
    private void awaitStatus(WorkflowRun run, Map<DeliveryExecution, String> before) throws Exception {
        List<DeliveryExecution> said;
        do {
            assertThat(run.isBuilding()).isTrue();
            stand.argo.awaitRequest(request -> true, Duration.ofMinutes(1));
            said = Pipelines.executions(run).stream()
                    .filter(execution -> execution.getStatus().contains("Progressing"))
                    .filter(execution -> !execution.getStatus().equals(before.get(execution)))
                    .toList();
        } while (said.size() < MANY);
    }

    private void masked(WorkflowRun run) throws Exception {
        Pipelines.assertNowhere(DeliveryStand.PASSWORD, run);
        Pipelines.assertNowhere(stand.argo.token(), run);
    }
}
