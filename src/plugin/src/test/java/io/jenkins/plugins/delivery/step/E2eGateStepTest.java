package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.delivery.testbed.service.Behaviour;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.nio.file.Files;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class E2eGateStepTest {

    private static final String TOKEN = "s3cret-of-the-service";

    private static JenkinsRule jenkins;
    private static Pipelines pipelines;
    private SampleService service;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        pipelines = new Pipelines(rule).token("service", TOKEN);
    }

    @BeforeEach
    void service() {
        service = SampleService.start("payments", "stage");
        service.deploy("1.4.0");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void smokes() throws Exception {
        WorkflowRun run = pipelines.succeed("""
            def g = e2eGate url: '%s', env: 'stage', version: '1.4.0', versionPath: '/version',
                    checks: [[path: '/health', json: ['/status': 'UP'], credentialsId: 'service'], [path: '/nothing', status: 404]]
            echo "${g.verdict}: ${g.message}"
            g.checks.each { echo "${it.name} is ${it.verdict}" }
            """.formatted(service.url()));
        assertThat(Pipelines.log(run)).contains("passed: Gate e2e in stage passed: 3 checks", "GET /nothing is passed");
        Pipelines.assertNowhere(TOKEN, run);
    }

    @Test
    void reportsAreReadOnTheAgent() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowJob job = pipelines.job("reports", """
            node('%s') {
                def g = e2eGate junit: ['**/TEST-*.xml'], minTests: 2
                echo "${g.tests.total} tests"
            }
            """.formatted(agent.getNodeName()));
        Files.writeString(
                pipelines.workspace(job, agent).resolve("TEST-a.xml"),
                "<testsuite><testcase name='pays' classname='Api'/><testcase name='ships'"
                        + " classname='Api'/></testsuite>");
        assertThat(Pipelines.log(jenkins.buildAndAssertSuccess(job))).contains("2 tests");
    }

    @Test
    void failsWithASentenceWhenTheGateDecidesNo() throws Exception {
        service.faulty("1.4.0", Behaviour.WRONG);
        WorkflowRun run = pipelines.fail(
                "e2eGate url: '%s', checks: [[path: '/', contains: 'payments 1.4.0']]".formatted(service.url()));
        assertThat(Pipelines.log(run))
                .contains("ERROR: Gate e2e", "failed: GET /: expected 'payments 1.4.0' in the body");
    }

    @Test
    void failsWithEveryProblemOfItsInput() throws Exception {
        assertThat(Pipelines.log(pipelines.fail(
                        "e2eGate ready: 'health', minTests: -1, checks: [[path: 'x'], [pth: '/y']], junit: ['../x']")))
                .contains(
                        "e2eGate was refused for",
                        "checks need a url",
                        "checks[0]",
                        "checks[1]",
                        "minTests: -1 is negative");
    }

    @Test
    void stopsWhenAborted() throws Exception {
        service.stop();
        WorkflowRun run = waiting("gate", pipelines, jenkins);
        assertThat(Pipelines.running(run).getStatus()).contains("Gate e2e waits for");
        run.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(Pipelines.log(Pipelines.told(run))).contains("The gate only reads, so there is nothing to undo");
    }

    private WorkflowRun waiting(String name, Pipelines where, JenkinsRule rule) throws Exception {
        WorkflowRun run = where.job(
                        name, "e2eGate url: '%s', readyTimeout: '10m', timeout: '20m'".formatted(service.url()))
                .scheduleBuild2(0)
                .waitForStart();
        rule.waitForMessage("Gate e2e waits for", run);
        return run;
    }
}
