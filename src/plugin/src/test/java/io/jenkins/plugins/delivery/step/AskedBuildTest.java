package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Queue;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.delivery.ask.AskedBuild;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A build that does one step for a person, in place of what its Jenkinsfile says. */
@WithJenkins
class AskedBuildTest {

    private static final String HOSTILE = "it's ${env.HOME} \"); System.exit(1) /* <b>bold</b>";

    private static JenkinsRule jenkins;
    private DeliveryStand stand;
    private Pipelines pipelines;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
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

    private AskedBuild promotion(String version) {
        return new AskedBuild(
                "argoPromote",
                Map.of(
                        "env",
                        "stage",
                        "service",
                        "payments",
                        "version",
                        version,
                        "gitops",
                        stand.gitops,
                        "credentialsId",
                        "gitops",
                        "waitFor",
                        "none"));
    }

    @Test
    void doesTheStepAndNothingOfTheJenkinsfile() throws Exception {
        WorkflowJob job = pipelines.job("error 'the Jenkinsfile was run'");
        try (ACLContext ada = ACL.as(User.getById("ada", true))) {
            Queue.Item item = promotion("1.4.0")
                    .schedule(job, "Promotion of payments in stage", HOSTILE)
                    .orElseThrow();
            item.getFuture().get();
        }
        WorkflowRun run = job.getLastBuild();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(stand.values()).contains("1.4.0");
        assertThat(stand.git("log", "-1", "--format=%B", "main"))
                .contains("Delivery-Approver: ada", "Delivery-Reason: " + HOSTILE);
        assertThat(Pipelines.log(run)).contains("Promotion of payments in stage: it's ${env.HOME}");
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            assertThat(web.getPage(run).asXml()).contains("&lt;b&gt;bold").doesNotContain("<b>");
        }
        Pipelines.assertNowhere(DeliveryStand.PASSWORD, run);
    }

    @Test
    void twoAskedForAtOnceAreTwoBuilds() throws Exception {
        WorkflowJob job = pipelines.job("error 'the Jenkinsfile was run'");
        jenkins.jenkins.doQuietDown();
        Queue.Item first = promotion("1.4.0").schedule(job, "First", "one").orElseThrow();
        Queue.Item second = promotion("1.5.0").schedule(job, "Second", "two").orElseThrow();
        assertThat(first).isNotSameAs(second);
        jenkins.jenkins.doCancelQuietDown();
        first.getFuture().get();
        second.getFuture().get();
        assertThat(job.getBuilds()).hasSize(2);
    }

    @Test
    void aJobThatCannotBeBuiltIsNotAsked() throws Exception {
        WorkflowJob job = pipelines.job("echo 'nothing'");
        job.makeDisabled(true);
        assertThat(promotion("1.4.0").schedule(job, "Promotion", "now")).isEmpty();
    }
}
