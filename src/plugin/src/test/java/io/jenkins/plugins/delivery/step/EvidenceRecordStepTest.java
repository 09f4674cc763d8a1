package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.slaves.DumbSlave;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class EvidenceRecordStepTest {

    private static final String PASSWORD = "s3cret-of-the-registry";

    private static JenkinsRule jenkins;
    private static Pipelines pipelines;
    private static OciRegistry registry;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        registry = OciRegistry.start("ci", PASSWORD);
        pipelines = new Pipelines(rule).login("registry", "ci", PASSWORD);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static String record(String digest, String more) {
        return """
            evidenceRecord service: 'payments', version: '1.4.0', credentialsId: 'registry',
                image: [repository: '%s/shop/payments', digest: '%s']%s
            """.formatted(registry.address(), digest, more);
    }

    /** One run proves, another one reads it: what main does after a release branch. */
    @Test
    void smokes() throws Exception {
        String digest = registry.pushImage("shop/payments", "1.4.0", Map.of("made-by", "test"));
        WorkflowRun run = pipelines.succeed(
                "def e = " + record(digest, ", scan: [verdict: 'passed', counts: [low: 3]], tests: [unit: 'passed']")
                        + "echo \"referrers ${e.referrers.size()}, ${e.summary}\"");
        assertThat(Pipelines.log(run)).contains("referrers 1, scan passed (3 low)");
        assertThat(Pipelines.artifact(run, "delivery/evidence.json"))
                .contains("1.4.0", digest, jenkins.getURL() + run.getUrl());
        Pipelines.assertNowhere(PASSWORD, run);
        WorkflowRun later = pipelines.succeed(
                "def e = " + record(digest, ", lookup: true") + "echo \"found ${e.found}: ${e.lines}\"");
        assertThat(Pipelines.log(later)).contains("found true: [Scan: passed (3 low).");
        assertThat(later.getArtifacts()).isEmpty();
        Pipelines.assertNowhere(PASSWORD, later);
    }

    @Test
    void aChartGetsItsVersionWhenTheScanHasPassedAndTheProofOfTheOtherStays() throws Exception {
        String script = """
            node {
                writeFile file: 'chart/Chart.yaml', text: 'apiVersion: v2\\nname: payments\\nversion: 0.0.0\\n'
                writeFile file: 'chart/values.yaml', text: 'name: payments\\n'
                writeFile file: 'chart/templates/map.yaml', text: 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: a\\n'
                def c = helmPackage chart: 'chart', version: '1.4.0', oci: 'oci://%s/%s', hold: true, credentialsId: 'registry'
                def e = evidenceRecord service: 'payments', version: '1.4.0', chart: c, scan: [verdict: '%s'],
                        chartCredentialsId: 'registry'
                echo "released ${e.chart.tagged}"
            }
            """;
        WorkflowRun bad = pipelines.fail(script.formatted(registry.address(), "bad", "failed"));
        assertThat(registry.tags("bad/payments")).doesNotContain("1.4.0");
        assertThat(Pipelines.artifact(bad, "delivery/evidence.json")).contains("\"failed\"");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            assertThat(client.goTo(bad.getUrl()).asNormalizedText()).contains("held until its evidence is complete");
            WorkflowRun good = pipelines.succeed(script.formatted(registry.address(), "good", "passed"));
            assertThat(Pipelines.log(good)).contains("released true");
            assertThat(registry.tags("good/payments")).contains("1.4.0");
            assertThat(client.goTo(good.getUrl()).asNormalizedText()).contains("published with its evidence");
            Pipelines.assertNowhere(PASSWORD, good);
        }
        Pipelines.assertNowhere(PASSWORD, bad);
    }

    @Test
    void needsNoWorkspaceAndKeepsItsRecordOnTheController() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowRun run = pipelines.succeed("node('" + agent.getNodeName()
                + "') { evidenceRecord service: 'payments', version: '1.4.0', tests: [unit: 'failed'] }");
        assertThat(Pipelines.artifact(run, "delivery/evidence.json")).contains("failed");
    }

    @Test
    void failsWithASentenceAndMasksThePassword() throws Exception {
        pipelines.login("wrong", "ci", "not-the-password");
        WorkflowRun run = pipelines.fail(record("sha256:" + "0".repeat(64), "").replace("'registry'", "'wrong'"));
        assertThat(Pipelines.log(run)).contains("ERROR: ", "credentials");
        Pipelines.assertNowhere("not-the-password", run);
    }

    @Test
    void failsWithEveryProblemOfItsInput() throws Exception {
        assertThat(Pipelines.log(pipelines.fail(
                        "evidenceRecord service: 'payments', version: '1', commit: 'HEAD', tests: [unit: 'perhaps']")))
                .contains("evidenceRecord was refused for 2 problems", "not a Git object id", "perhaps");
    }
}
