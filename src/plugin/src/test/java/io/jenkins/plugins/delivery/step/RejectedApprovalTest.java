package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Path;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the ledger says of a promotion that was not approved: who said no, or that nobody did. */
@WithJenkins
class RejectedApprovalTest {

    private JenkinsRule jenkins;
    private DeliveryStand stand;
    private WorkflowRun run;

    @BeforeEach
    void ask(JenkinsRule rule, @TempDir Path root) throws Exception {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        stand = new DeliveryStand(root);
        Pipelines pipelines = new Pipelines(jenkins);
        stand.credentials(pipelines);
        run = pipelines
                .job(stand.promotion("1.4.0", "") + """

                stage('Approve prod') {
                    try {
                        timeout(time: 20, unit: 'MINUTES') { input id: 'Approve-prod', message: 'Deploy?' }
                    } catch (e) {
                        deliveryRecord action: 'skip', env: 'prod', service: 'payments', version: '1.4.0', gitops: '%s',
                            credentialsId: 'gitops', reason: 'not approved (asked: grace)'
                        throw e
                    }
                }
                """.formatted(stand.gitops))
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Deploy?", run);
    }

    @AfterEach
    void close() {
        stand.close();
    }

    @Test
    void aRejectionNamesThePerson() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            web.login("grace");
            web.setThrowExceptionOnFailingStatusCode(false);
            web.getPage(
                    new WebRequest(web.createCrumbedUrl(run.getUrl() + "input/Approve-prod/abort"), HttpMethod.POST));
        }
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(stand.git("log", "-1", "--format=%B", "main"))
                .startsWith("reject payments 1.4.0 for prod")
                .contains("Delivery-Approver: grace", "Delivery-Reason: not approved (asked: grace)");
    }

    @Test
    void anAbortOfTheBuildIsNobodysRejection() throws Exception {
        run.getExecutionPromise().get().interrupt(Result.ABORTED);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(stand.git("log", "-1", "--format=%B", "main"))
                .startsWith("skip payments 1.4.0 in prod")
                .doesNotContain("Delivery-Approver");
    }
}
