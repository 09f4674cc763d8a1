package io.jenkins.plugins.delivery.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Run;
import java.io.File;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which version is where: on a job and on a folder of services. */
@WithJenkins
class EnvironmentsPageTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
    }

    private HtmlPage page(Item item) throws Exception {
        return page(item, null);
    }

    private HtmlPage page(Item item, String user) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            if (user != null) {
                client.login(user);
            }
            return client.goTo(item.getUrl() + "environments/");
        }
    }

    private Run<?, ?> deliver(WorkflowJob job, String version, String environment) throws Exception {
        Run<?, ?> run = Deliveries.run(jenkins, job);
        Deliveries.planned(run, job.getName(), version);
        Deliveries.promoted(run, job.getName(), version, environment);
        return run;
    }

    @Test
    void aJobTellsVersionPeopleAndLinks() throws Exception {
        WorkflowJob job = Deliveries.job(jenkins.jenkins, "payments", "echo 'delivered'");
        Run<?, ?> run = deliver(job, "1.4.0", "prod");
        Deliveries.verified(run, "prod", "passed", "2 checks passed.");
        HtmlPage page = page(job);
        assertThat(page.asNormalizedText())
                .contains("As promoted by Jenkins; the GitOps repository is the truth.")
                .contains("1.4.0", "approved by grace, written by Ada", "passed", "nothing known");
        assertThat(page.getAnchorByText("#1").getHrefAttribute()).endsWith("/job/payments/1/");
        assertThat(page.getAnchorByText("8b1d0aa").getHrefAttribute()).startsWith("https://git.example.com/");
        assertThat(page.getAnchorByText("Open the service").getHrefAttribute())
                .isEqualTo("https://payments.example.com");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            assertThat(client.goTo(job.getUrl()).asNormalizedText()).contains("Environments");
        }
    }

    @Test
    void nothingPromotedIsSaid() throws Exception {
        WorkflowJob job = Deliveries.job(jenkins.jenkins, "quiet", "echo 'nothing'");
        assertThat(page(job).asNormalizedText()).contains("Nothing was promoted yet.");
        Folder folder = jenkins.createProject(Folder.class, "team");
        assertThat(page(folder).asNormalizedText()).contains("Nothing was promoted yet.");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            assertThat(client.goTo(job.getUrl()).asNormalizedText()).doesNotContain("Environments");
            assertThat(client.goTo(folder.getUrl()).asNormalizedText()).contains("Environments");
        }
    }

    @Test
    void aFailedPromotionIsToldBesideTheVersionThatStands() throws Exception {
        WorkflowJob job = Deliveries.job(jenkins.jenkins, "payments", "echo 'delivered'");
        deliver(job, "1.4.0", "prod");
        Run<?, ?> second = Deliveries.run(jenkins, job);
        Deliveries.recorder()
                .failed(
                        second,
                        "argoPromote",
                        Map.of("env", "prod", "service", "payments", "version", "1.5.0"),
                        new AbortException("payments 1.5.0 did not come up. prod is back at 1.4.0."));
        Deliveries.recorder().failed(second, "slackNotify", Map.of("env", "prod"), new AbortException("no Slack"));
        assertThat(page(job).asNormalizedText())
                .contains("1.4.0", "1.5.0 failed: payments 1.5.0 did not come up.", "#2")
                .doesNotContain("no Slack");
    }

    @Test
    void onlyWhatACommitBroughtCanBePutBackHere() throws Exception {
        WorkflowJob job = Deliveries.job(jenkins.jenkins, "payments", "echo 'delivered'");
        Run<?, ?> run = deliver(job, "1.4.0", "stage");
        assertThat(page(job).getAnchors())
                .anyMatch(link -> link.getTextContent().equals("Roll back…"));
        Map<String, Object> deployed =
                Map.of("env", "stage", "service", "payments", "version", "1.5.0", "state", "deployed");
        Deliveries.recorder()
                .completed(
                        run,
                        "helmDeploy",
                        Map.of("gitops", Deliveries.GITOPS, "credentialsId", "cluster", "gitopsCredentialsId", "git"),
                        deployed);
        HtmlPage page = page(job);
        assertThat(page.asNormalizedText()).contains("1.5.0");
        assertThat(page.getAnchors()).noneMatch(link -> link.getTextContent().equals("Roll back…"));
        Reach reach = Reach.of(job, "payments", "stage").orElseThrow();
        assertThat(reach.arguments("deliveryHistory", Map.of("service", "payments")))
                .containsEntry("gitops", Deliveries.GITOPS)
                .containsEntry("credentialsId", "git");
        assertThat(reach.obstacle())
                .contains("payments in stage was deployed by helmDeploy, which no commit puts back. Call that step with"
                        + " restore: in a Pipeline instead.");
        Deliveries.recorder().completed(run, "ecsDeploy", Map.of("credentialsId", "aws"), deployed);
        assertThat(Reach.any(job, "payments")).isEmpty();
    }

    @Test
    void whatIsKnownSurvivesTheDeletionOfItsRun() throws Exception {
        WorkflowJob job = Deliveries.job(jenkins.jenkins, "payments", "echo 'delivered'");
        deliver(job, "1.4.0", "prod").delete();
        assertThat(page(job).asNormalizedText()).contains("1.4.0", "#1 (gone)");
    }

    @Test
    void aRenameAndAMoveTakeItAlongAndACopyStartsEmpty() throws Exception {
        WorkflowJob job = Deliveries.job(jenkins.jenkins, "payments", "echo 'delivered'");
        deliver(job, "1.4.0", "prod");
        job.renameTo("billing");
        assertThat(page(job).getAnchorByText("#1").getHrefAttribute()).endsWith("/job/billing/1/");
        Folder folder = jenkins.createProject(Folder.class, "team");
        WorkflowJob moved = Items.move(job, folder);
        assertThat(page(moved).asNormalizedText()).contains("1.4.0");
        assertThat(page(folder).asNormalizedText()).contains("1.4.0");
        WorkflowJob copy = jenkins.jenkins.copy(moved, "copy");
        assertThat(page(copy).asNormalizedText()).contains("Nothing was promoted yet.");
    }

    @Test
    void aFolderShowsServicesAndEnvironmentsOfWhatTheViewerMayRead() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        Folder folder = jenkins.createProject(Folder.class, "team");
        Folder inner = folder.createProject(Folder.class, "inner");
        WorkflowJob payments = Deliveries.job(folder, "payments", "echo 'delivered'");
        WorkflowJob secret = Deliveries.job(inner, "secret-service", "echo 'delivered'");
        deliver(payments, "1.4.0", "dev");
        deliver(secret, "9.9.9", "prod");
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("bob")
                .grant(Item.READ)
                .onItems(folder, inner, payments)
                .to("bob"));
        assertThat(page(folder, "admin").asNormalizedText()).contains("payments", "1.4.0", "secret-service", "9.9.9");
        assertThat(page(folder, "bob").asNormalizedText())
                .contains("payments", "1.4.0", "dev", "stage")
                .doesNotContain("secret-service", "9.9.9");
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            client.login("bob");
            assertThat(client.goTo(secret.getUrl() + "environments/")
                            .getWebResponse()
                            .getStatusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void twentyRunsAtOnceLoseNothing() throws Exception {
        WorkflowJob job = Deliveries.job(jenkins.jenkins, "monorepo", "echo 'delivered'");
        Run<?, ?> run = Deliveries.run(jenkins, job);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = IntStream.range(0, 20)
                    .<Future<?>>mapToObj(
                            i -> pool.submit(() -> Deliveries.promoted(run, "service-" + i, "1.0." + i, "dev")))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(EnvironmentStore.of(job).read().services()).hasSize(20);
        assertThat(run.getAction(DeliveryRunAction.class).getPromotions()).hasSize(20);
    }

    @Test
    void aFileThatCannotBeReadIsPutAside() throws Exception {
        WorkflowJob job = Deliveries.job(jenkins.jenkins, "payments", "echo 'delivered'");
        File file = new File(job.getRootDir(), EnvironmentStore.FILE);
        Files.writeString(file.toPath(), "<environments><broken");
        assertThat(page(job).asNormalizedText()).contains("Nothing was promoted yet.");
        deliver(job, "1.4.0", "prod");
        assertThat(page(job).asNormalizedText()).contains("1.4.0");
        assertThat(new File(job.getRootDir(), EnvironmentStore.FILE + ".unreadable"))
                .content()
                .isEqualTo("<environments><broken");
    }
}
