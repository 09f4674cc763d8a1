package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Computer;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.delivery.testbed.ecr.EcrImage;
import io.jenkins.plugins.delivery.testbed.ecr.EcrServer;
import io.jenkins.plugins.delivery.testbed.ecr.Finding;
import io.jenkins.plugins.delivery.testbed.ecr.ScanScript;
import io.jenkins.plugins.delivery.testbed.ecr.ScanStatus;
import io.jenkins.plugins.delivery.testbed.ecr.Severity;
import io.jenkins.plugins.delivery.testbed.ecr.StoredImages;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class EcrScanStepTest {

    private static final String SECRET = "s3cret/access+key";
    private static final Finding CRITICAL = Finding.of("CVE-2026-0001", Severity.CRITICAL, "openssl");

    private static JenkinsRule jenkins;
    private static Pipelines pipelines;
    private EcrServer ecr;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        pipelines = new Pipelines(rule).login("aws", "AKIDEXAMPLE", SECRET);
    }

    @BeforeEach
    void ecr() {
        StoredImages images = new StoredImages();
        ecr = EcrServer.start(images);
        ecr.createRepository("shop/payments", false);
        ecr.requireAccessKey("AKIDEXAMPLE");
        images.put("shop/payments", EcrImage.named("payments", Instant.now(), "1.4.0"));
    }

    @AfterEach
    void stop() {
        ecr.close();
    }

    private String scan(String more) {
        return "ecrScan repository: 'shop/payments', tag: '1.4.0', region: 'eu-central-1', endpoint: '" + ecr.url()
                + "', credentialsId: 'aws'" + more;
    }

    @Test
    void smokes() throws Exception {
        ecr.defaultScan(ScanScript.basic());
        WorkflowRun run = pipelines.succeed(
                "def s = " + scan("") + "\necho \"${s.status} ${s.verdict} ${s.findings.size()} findings\"");
        assertThat(Pipelines.log(run)).contains("COMPLETE passed 0 findings");
        Pipelines.assertNowhere(SECRET, run);
    }

    /** Whoever has to act on the findings needs the report, and the build failed. */
    @Test
    void failsWithTheFindingsAndKeepsItsReports() throws Exception {
        ecr.defaultScan(ScanScript.basic(CRITICAL.fixedIn("3.0.9")));
        WorkflowRun run = pipelines.fail(scan(""));
        assertThat(Pipelines.log(run)).contains("CVE-2026-0001 (critical) in openssl 1.0.0, fixed in 3.0.9");
        List<String> names = run.getArtifacts().stream()
                .map(artifact -> artifact.relativePath)
                .toList();
        assertThat(names)
                .hasSize(2)
                .allMatch(name -> name.startsWith("delivery/scan-shop-payments-"))
                .anyMatch(name -> name.endsWith(".json"))
                .anyMatch(name -> name.endsWith(".sarif"));
        for (String name : names) {
            assertThat(Pipelines.artifact(run, name)).as(name).contains("CVE-2026-0001", "openssl");
        }
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.goTo(run.getUrl());
            assertThat(page.asNormalizedText()).contains("Scan: failed");
            assertThat(page.getAnchorByText("SARIF").click().getWebResponse().getContentAsString())
                    .contains("CVE-2026-0001");
        }
        Pipelines.assertNowhere(SECRET, run);
    }

    @Test
    void acceptedFindingsAreReadOnTheAgent() throws Exception {
        ecr.defaultScan(ScanScript.basic(CRITICAL));
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowJob job = pipelines.job(
                "accepted",
                "node('" + agent.getNodeName() + "') { def s = " + scan(", allowList: 'accepted.yaml'")
                        + "; echo \"accepted ${s.allowed[0].id}\" }");
        Files.writeString(
                pipelines.workspace(job, agent).resolve("accepted.yaml"),
                "- {id: CVE-2026-0001, package: openssl, reason: not reachable, owner: payments, expires: 2099-01-01}\n");
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.log(run)).contains("accepted CVE-2026-0001");
        Pipelines.assertNowhere(SECRET, run);
    }

    @Test
    void failsWithEveryProblemOfItsInput() throws Exception {
        assertThat(Pipelines.log(pipelines.fail("ecrScan repository: 'x', max: [grave: 1], stableReads: 0")))
                .contains(
                        "ecrScan was refused for 3 problems", "digest or tag", "'grave' is no severity", "stableReads");
    }

    private static int busy() {
        return Arrays.stream(jenkins.jenkins.getComputers())
                .mapToInt(Computer::countBusy)
                .sum();
    }

    @Test
    void stopsWhenAborted() throws Exception {
        ecr.defaultScan(ScanScript.states(ScanStatus.PENDING));
        WorkflowRun run =
                pipelines.job(scan(", timeout: '10m'")).scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("The scan of shop/payments", run);
        assertThat(busy()).as("executors that are held").isZero();
        run.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(Pipelines.log(Pipelines.told(run))).contains("The scan goes on in ECR and changes nothing");
        Pipelines.assertNowhere(SECRET, run);
    }
}
