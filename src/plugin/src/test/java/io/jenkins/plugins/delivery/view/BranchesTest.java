package io.jenkins.plugins.delivery.view;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import jenkins.branch.BranchSource;
import jenkins.scm.impl.SingleSCMSource;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The branches of a multibranch project deliver to different environments; its page joins them. */
@WithJenkins
class BranchesTest {

    private static BranchSource branch(String name) {
        return new BranchSource(new SingleSCMSource(name, new SingleFileSCM("Jenkinsfile", "echo 'delivered'")));
    }

    private static void deliver(WorkflowMultiBranchProject project, String branch, String version, String environment) {
        Run<?, ?> run = project.getItem(branch).getLastBuild();
        Deliveries.planned(run, "payments", version);
        Deliveries.promoted(run, "payments", version, environment);
    }

    @Test
    void theProjectShowsAllBranchesAndKeepsWhatDeletedOnesPromoted(JenkinsRule jenkins) throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "payments");
        project.getSourcesList().add(branch("develop"));
        project.getSourcesList().add(branch("release-1"));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        deliver(project, "develop", "1.5.0-dev.1", "dev");
        deliver(project, "release-1", "1.4.0-rc.1", "stage");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.goTo(project.getUrl() + "environments/");
            assertThat(page.asNormalizedText()).contains("1.5.0-dev.1", "1.4.0-rc.1", "develop #1", "release-1 #1");
            assertThat(page.getAnchors().stream().map(anchor -> anchor.getHrefAttribute()))
                    .anyMatch(href -> href.endsWith("/job/payments/job/develop/1/"));
            WorkflowJob branch = project.getItem("release-1");
            assertThat(client.goTo(branch.getUrl() + "environments/").asNormalizedText())
                    .contains("1.5.0-dev.1", "1.4.0-rc.1");
            branch.delete();
            assertThat(client.goTo(project.getUrl() + "environments/").asNormalizedText())
                    .contains("1.4.0-rc.1", "(gone)");
        }
    }
}
