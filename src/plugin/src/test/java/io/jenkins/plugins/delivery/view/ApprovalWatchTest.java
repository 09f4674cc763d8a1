package io.jenkins.plugins.delivery.view;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.model.queue.QueueTaskFuture;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Questions are asked without an executor, and the answers are kept with who and when. */
@WithJenkins
class ApprovalWatchTest {

    private static final String QUESTION = """
            stage('Approve prod') {
                def approver = input(id: 'Approve-prod', message: params.text, ok: 'Deploy to prod', submitter: 'grace',
                    submitterParameter: 'approver')
                echo "approver is ${approver}"
            }
            """;

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("grace", "bob"));
    }

    private WorkflowRun asking(String script) throws Exception {
        jenkins.jenkins.setNumExecutors(0);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "payments");
        job.setDefinition(new CpsFlowDefinition(
                script.replace("params.text", "'Deploy <b>payments</b>?\\nprod: 1 to 2.'"), true));
        QueueTaskFuture<WorkflowRun> future = job.scheduleBuild2(0);
        WorkflowRun run = future.waitForStart();
        while (run.isBuilding()
                && (run.getAction(InputAction.class) == null
                        || !run.getAction(InputAction.class).isWaitingForInput())) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        // The plan was made before the question, so the run is known as a delivery.
        Deliveries.planned(run, "payments", "1.4.0");
        return run;
    }

    private void answer(WorkflowRun run, String user, String how) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login(user);
            client.setThrowExceptionOnFailingStatusCode(false);
            WebRequest request = new WebRequest(
                    client.createCrumbedUrl(run.getUrl() + "input/Approve-prod/" + how), HttpMethod.POST);
            client.getPage(request);
        }
    }

    private Note approval(WorkflowRun run) {
        return run.getAction(DeliveryRunAction.class).getGates().get(0);
    }

    @Test
    void theApproverIsHandedOnAndKept() throws Exception {
        WorkflowRun run = asking(QUESTION);
        answer(run, "grace", "proceedEmpty");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("approver is grace", run);
        assertThat(approval(run).get("verdict")).isEqualTo("approved");
        assertThat(approval(run).get("said")).isEqualTo("approved by grace");
        assertThat(approval(run).get("env")).isEqualTo("prod");
    }

    @Test
    void whoIsNoSubmitterChangesNothing() throws Exception {
        WorkflowRun run = asking(QUESTION);
        answer(run, "bob", "proceedEmpty");
        assertThat(run.isBuilding()).isTrue();
        assertThat(run.getAction(DeliveryRunAction.class).getGates()).isEmpty();
        answer(run, "grace", "proceedEmpty");
        jenkins.waitForCompletion(run);
    }

    @Test
    void aRejectionNamesWhoRejected() throws Exception {
        WorkflowRun run = asking(QUESTION);
        answer(run, "grace", "abort");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(approval(run).get("verdict")).isEqualTo("not approved");
        assertThat(approval(run).get("said")).containsIgnoringCase("rejected by grace");
    }

    @Test
    void aTimeoutIsKept() throws Exception {
        WorkflowRun run = asking("timeout(time: 20, unit: 'SECONDS') {\n" + QUESTION + "\n}");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(approval(run).get("verdict")).isEqualTo("not approved");
        assertThat(approval(run).get("said")).containsIgnoringCase("timeout");
    }

    @Test
    void theQuestionIsTextOnItsPage() throws Exception {
        WorkflowRun run = asking(QUESTION);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login("grace");
            HtmlPage page = client.goTo(run.getUrl() + "input/");
            assertThat(page.asNormalizedText()).contains("Deploy <b>payments</b>?");
            assertThat(page.getByXPath("//b[.='payments']")).isEmpty();
            // The lines of the evidence do not run into each other, and other pages stay as they are.
            assertThat(page.getByXPath("//link[contains(@href, 'ApprovalPage/approval.css')]"))
                    .hasSize(1);
            assertThat(client.goTo(run.getUrl()).getByXPath("//link[contains(@href, 'ApprovalPage')]"))
                    .isEmpty();
        }
        answer(run, "grace", "proceedEmpty");
        jenkins.waitForCompletion(run);
    }
}
