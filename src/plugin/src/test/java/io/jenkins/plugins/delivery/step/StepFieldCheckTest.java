package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import java.net.URL;
import java.util.ArrayList;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the form says of a field before it is used, and to whom. */
@WithJenkins
class StepFieldCheckTest {

    @Test
    void aFieldIsCheckedForWhoMayConfigure(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "checked");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.EXTENDED_READ)
                .everywhere()
                .to("author"));
        assertThat(check(jenkins, job, "author", "E2eGateStep", "minTests", "few"))
                .contains("not a number");
        assertThat(check(jenkins, job, "author", "E2eGateStep", "checks", "- ["))
                .contains("not valid YAML");
        assertThat(check(jenkins, job, "author", "E2eGateStep", "timeout", "10m"))
                .doesNotContain("error");
        assertThat(check(jenkins, job, "author", "SlackNotifyStep", "channel", ""))
                .contains("channel is required");
        assertThat(check(jenkins, job, "reader", "SlackNotifyStep", "channel", ""))
                .doesNotContain("required");
    }

    private static String check(
            JenkinsRule jenkins, WorkflowJob job, String user, String step, String field, String value)
            throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().login(user)) {
            URL url = new URL(web.getContextPath() + job.getUrl() + "descriptorByName/"
                    + DeliveryStep.class.getPackageName() + "." + step + "/checkParameter/" + field);
            WebRequest request = new WebRequest(url, HttpMethod.POST);
            web.addCrumb(request);
            request.setRequestParameters(new ArrayList<>(request.getRequestParameters()));
            request.getRequestParameters().add(new NameValuePair("value", value));
            return web.getPage(request).getWebResponse().getContentAsString();
        }
    }
}
