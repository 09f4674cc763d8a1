package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.delivery.ask.DeliveryPermissions;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What people may do on the Environments page: put a service back, free a version; and what they read there of the ledger. */
@WithJenkins
class RollBackPageTest {

    private static final String REASON = "orders <b>fail</b> since noon";

    private static JenkinsRule jenkins;
    private DeliveryStand stand;
    private WorkflowJob job;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CONFIGURE)
                .everywhere()
                .to("builder", "rita", "quentin")
                .grant(DeliveryPermissions.ROLL_BACK)
                .everywhere()
                .to("rita")
                .grant(DeliveryPermissions.LIFT_QUARANTINE)
                .everywhere()
                .to("quentin"));
        User.getById("rita", true);
    }

    /** 1.4.0 was promoted and then 1.5.0. */
    @BeforeEach
    void stand(@TempDir Path root) throws Exception {
        stand = new DeliveryStand(root);
        Pipelines pipelines = new Pipelines(jenkins).empty();
        stand.credentials(pipelines);
        job = pipelines.job(stand.promotion("1.4.0", "") + "\n" + stand.promotion("1.5.0", ""));
        jenkins.buildAndAssertStatus(Result.SUCCESS, job);
    }

    @AfterEach
    void close() {
        stand.close();
    }

    private JenkinsRule.WebClient as(String user) throws Exception {
        return jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
    }

    private HtmlPage page(JenkinsRule.WebClient web, String path) throws Exception {
        return web.goTo(job.getUrl() + "environments/" + path);
    }

    private WorkflowRun next(int number) throws Exception {
        WorkflowRun run = null;
        while (run == null) {
            jenkins.waitUntilNoActivity();
            run = job.getBuildByNumber(number);
        }
        return jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    private HtmlPage confirm(JenkinsRule.WebClient web) throws Exception {
        HtmlPage form = page(web, "").getAnchorByText("Roll back…").click();
        assertThat(form.asNormalizedText()).contains("Roll back payments in stage", "1.5.0 stands there");
        HtmlForm preview = form.getFormByName("preview");
        preview.getInputByName("reason").setValue(REASON);
        return jenkins.submit(preview);
    }

    @Test
    void aPersonPutsAServiceBackAndAnotherFreesTheVersion() throws Exception {
        try (JenkinsRule.WebClient web = as("rita")) {
            HtmlPage confirm = confirm(web);
            assertThat(confirm.asNormalizedText()).contains("Nothing has been changed yet.", "1.5.0", "1.4.0", REASON);
            assertThat(stand.values()).contains("1.5.0");
            jenkins.submit(confirm.getFormByName("start"));
        }
        WorkflowRun run = next(2);
        assertThat(stand.values()).contains("1.4.0");
        assertThat(stand.git("log", "-1", "--format=%B", "main"))
                .contains("Delivery-Approver: rita", "Delivery-Reason: " + REASON, run.getUrl());
        assertThat(Pipelines.log(run)).contains("Roll back of payments in stage: " + REASON);
        Pipelines.assertNowhere(DeliveryStand.PASSWORD, run);
        Pipelines.assertNowhere(stand.argo.token(), run);
        try (JenkinsRule.WebClient web = as("quentin")) {
            assertThat(page(web, "").asNormalizedText())
                    .contains("1.4.0 (put back)")
                    .doesNotContain("Roll back…");
            HtmlPage quarantine = page(web, "quarantine/");
            assertThat(quarantine.asNormalizedText()).contains("1.5.0", REASON);
            HtmlForm lift = quarantine.getFormByName("lift");
            lift.getInputByName("reason").setValue("the database is repaired");
            jenkins.submit(lift);
            next(3);
            assertThat(page(web, "quarantine/").asNormalizedText())
                    .contains("No version of payments is in quarantine.");
            assertThat(page(web, "history/").asNormalizedText())
                    .contains("rollback", "Change failure rate", "rita", "quentin", "the database is repaired");
        }
        assertThat(stand.git("log", "-1", "--format=%B", "main"))
                .contains("Delivery-Approver: quentin", "Delivery-Reason: the database is repaired");
    }

    @Test
    void whatAPersonDecidedOtherwiseIsWrittenDown() throws Exception {
        try (JenkinsRule.WebClient web = as("rita")) {
            HtmlForm start = confirm(web).getFormByName("start");
            start.getSelectByName("choice").setSelectedAttribute("keep", true);
            jenkins.submit(start);
        }
        assertThat(Pipelines.log(next(2))).contains("Decision to keep the version of payments in stage");
        assertThat(stand.values()).contains("1.5.0");
        assertThat(stand.git("log", "-1", "--format=%B", "main")).contains("Delivery-Approver: rita");
    }

    @Test
    void withoutAReasonNothingIsLookedUpOrDone() throws Exception {
        int requests = stand.git.pushes("gitops");
        try (JenkinsRule.WebClient web = as("rita")) {
            HtmlPage form = page(web, "").getAnchorByText("Roll back…").click();
            HtmlPage again = jenkins.submit(form.getFormByName("preview"));
            assertThat(again.asNormalizedText()).contains("A reason is needed: it goes into the ledger.");
        }
        assertThat(stand.git.pushes("gitops")).isEqualTo(requests);
    }

    @Test
    void whoHasNotThePermissionSeesNothingAndDoesNothing() throws Exception {
        String rollback = "rollback/?service=payments&env=stage";
        for (String user : List.of("builder", "quentin")) {
            try (JenkinsRule.WebClient web = as(user)) {
                assertThat(page(web, "").asNormalizedText()).doesNotContain("Roll back…");
                assertThat(page(web, rollback).getWebResponse().getStatusCode()).isEqualTo(403);
                for (String action : List.of("rollback/preview", "rollback/start")) {
                    assertThat(post(web, action)).as(user + " " + action).isEqualTo(403);
                }
            }
        }
        try (JenkinsRule.WebClient web = as("rita")) {
            assertThat(post(web, "quarantine/lift")).isEqualTo(403);
            assertThat(page(web, "quarantine/").getByXPath("//form[@name='lift']"))
                    .isEmpty();
            for (String action : List.of("rollback/preview", "rollback/start", "quarantine/lift")) {
                assertThat(page(web, action + "?service=payments&env=stage&reason=x&choice=rollback&version=1")
                                .getWebResponse()
                                .getStatusCode())
                        .as("GET " + action)
                        .isIn(404, 405);
            }
        }
        jenkins.waitUntilNoActivity();
        assertThat(job.getBuilds()).hasSize(1);
        assertThat(stand.values()).contains("1.5.0");
    }

    private int post(JenkinsRule.WebClient web, String action) throws Exception {
        WebRequest request =
                new WebRequest(new URL(jenkins.getURL(), job.getUrl() + "environments/" + action), HttpMethod.POST);
        request.setRequestParameters(List.of(
                new NameValuePair("service", "payments"),
                new NameValuePair("env", "stage"),
                new NameValuePair("to", ""),
                new NameValuePair("reason", "x"),
                new NameValuePair("choice", "rollback"),
                new NameValuePair("promotion", ""),
                new NameValuePair("version", "1.5.0")));
        return web.getPage(web.addCrumb(request)).getWebResponse().getStatusCode();
    }
}
