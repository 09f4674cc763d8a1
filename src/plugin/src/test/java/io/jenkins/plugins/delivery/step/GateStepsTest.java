package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.delivery.testbed.github.CommitStatus;
import io.jenkins.plugins.delivery.testbed.github.GitHubServer;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Gates in a Pipeline: where they read, what they return to it, and what they leave with the build. */
@WithJenkins
class GateStepsTest {

    private static final String TOKEN = "s3cret-of-the-forge";

    private static JenkinsRule jenkins;
    private static Pipelines pipelines;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        pipelines = new Pipelines(rule).token("forge", TOKEN);
    }

    @Test
    void failedTestsRunAgainAndFlakyOnesAreShown() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowJob job = pipelines.job("suites", """
            node('%s') {
                def suites = [[name: 'api', report: ['TEST-*.xml']], [name: 'load', kind: 'jmeter', report: ['load.jtl'], p95: '500ms']]
                def first = e2eGate env: 'stage', suites: suites, attempt: 1
                echo "first ${first.verdict}: ${first.rerun.api}"
                writeFile file: 'TEST-a.xml', text: '<testsuite><testcase name="pays" classname="Api"/></testsuite>'
                def second = e2eGate env: 'stage', suites: suites, attempt: 2, before: [first]
                echo "second ${second.verdict}: ${second.flaky[0].test} ${second.flaky[0].why}"
            }
            """.formatted(agent.getNodeName()));
        Path workspace = pipelines.workspace(job, agent);
        Files.writeString(
                workspace.resolve("TEST-a.xml"),
                "<testsuite><testcase name='pays' classname='Api'><failure message='too slow'/></testcase>"
                        + "<testcase name='ships' classname='Api'/></testsuite>");
        Files.writeString(
                workspace.resolve("load.jtl"),
                "timeStamp,elapsed,label,responseCode,success\n1750000000000,120,pay,200,true\n");
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.log(run)).contains("first undecided: [", "second passed: ", "pays passed on attempt 2");
        assertThat(Pipelines.artifact(run, "delivery/gate-stage.md")).contains("api", "load", "too slow");
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.goTo(run.getUrl() + "delivery/");
            assertThat(page.asNormalizedText()).contains("e2e: Suites", "load", "e2e: Flaky", "passed on attempt 2");
            assertThat(page.getAnchors())
                    .anyMatch(link -> link.getHrefAttribute().endsWith("artifact/delivery/gate-stage.html"));
        }
    }

    @Test
    void coverageIsReadOnTheAgent() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowJob job = pipelines.job("coverage", """
            node('%s') {
                def good = coverageGate minimum: '80', compare: false, publish: false
                echo "coverage ${good.verdict}: ${good.percent}"
                coverageGate minimum: '95', compare: false, publish: false
            }
            """.formatted(agent.getNodeName()));
        Files.writeString(
                pipelines.workspace(job, agent).resolve("cobertura-coverage.xml"),
                "<coverage lines-covered='9' lines-valid='10' line-rate='0.9'/>");
        WorkflowRun run = Pipelines.told(jenkins.buildAndAssertStatus(Result.FAILURE, job));
        assertThat(Pipelines.log(run)).contains("coverage passed: 90", "ERROR: Gate coverage", "failed", "95");
    }

    @Test
    void aSecretThatIsFoundIsNowhereInTheBuild() throws Exception {
        Path gitleaks = gitleaks();
        String secret = "ghp_" + "R7kQ2mX9vB4nL6tY1wZ8" + "cD3fG5hJ0pS2uV4a";
        WorkflowJob job = pipelines.job("secrets", """
            node {
                sh 'git init -q . && git add config.txt && git -c user.name=ci -c user.email=ci@example.com commit -qm secret'
                secretScan history: 'none', gitleaks: '%s'
            }
            """.formatted(gitleaks));
        Files.writeString(
                pipelines.workspace(job, jenkins.jenkins).resolve("config.txt"), "first\ntoken = \"" + secret + "\"\n");
        WorkflowRun run = Pipelines.told(jenkins.buildAndAssertStatus(Result.FAILURE, job));
        assertThat(Pipelines.log(run)).contains("ERROR: Gate secrets", "config.txt");
        Pipelines.assertNowhere(secret, run);
    }

    /** As {@code .ci/tools} installs it. */
    private static Path gitleaks() throws IOException {
        Path home = Path.of(System.getProperty("user.home"), ".cache", "git-flow-delivery", "gitleaks");
        List<Path> found = List.of();
        if (Files.isDirectory(home)) {
            try (Stream<Path> versions = Files.list(home)) {
                found = versions.map(version -> version.resolve("gitleaks"))
                        .filter(Files::isExecutable)
                        .toList();
            }
        }
        assumeTrue(!found.isEmpty(), "gitleaks is not installed (.ci/tools does it).");
        return found.get(0);
    }

    @Test
    void infrastructureThatIsNotThereNeedsNoTerraform() throws Exception {
        WorkflowRun run = pipelines.succeed("""
            node {
                def t = terraformChecks onlyChanged: false
                echo "terraform ${t.verdict}: ${t.message}"
            }
            """);
        assertThat(Pipelines.log(run)).contains("terraform passed: ", "there is no Terraform code in the workspace");
    }

    @Test
    void aProbeIsWatchedWithoutAnExecutor() throws Exception {
        try (SampleService service = SampleService.start("payments", "stage")) {
            service.deploy("1.4.0");
            WorkflowRun run = pipelines.succeed("""
                def w = metricsWatch url: '%s', env: 'stage', interval: '1s', count: 2
                echo "watch ${w.verdict}: ${w.samples} samples"
                """.formatted(service.url()));
            assertThat(Pipelines.log(run)).contains("watch passed: 2 samples");
        }
    }

    @Test
    void theForgeIsToldAndAsked() throws Exception {
        String sha = "8b1d0aa".repeat(6).substring(0, 40);
        try (GitHubServer github = GitHubServer.start(TOKEN, "acme/payments")) {
            String forge = "source: 'https://git.example.com/acme/payments.git', commit: '" + sha
                    + "', forge: 'github', forgeUrl: '" + github.url()
                    + "', forgeProject: 'acme/payments', forgeCredentialsId: 'forge'";
            WorkflowRun run = pipelines.succeed("commitStatus state: 'pending', " + forge
                    + "\ncommitStatus state: 'success', context: 'delivery/verify-stage', " + forge);
            assertThat(github.repository("acme/payments").currentStatuses(sha))
                    .extracting(CommitStatus::context, status -> status.state().toString())
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("release/gate", "PENDING"),
                            org.assertj.core.groups.Tuple.tuple("delivery/verify-stage", "SUCCESS"));
            Pipelines.assertNowhere(TOKEN, run);
            WorkflowRun refused = pipelines.fail("reviewCheck branch: 'main', protection: false, " + forge);
            assertThat(Pipelines.log(refused)).contains("ERROR: ", "review");
            Pipelines.assertNowhere(TOKEN, refused);
        }
    }

    @Test
    void everyProblemOfTheInputIsToldBeforeAnythingHappens() throws Exception {
        assertThat(Pipelines.log(
                        pipelines.fail("metricsWatch metrics: [[name: 'errors', query: 'x', success: 'value <']]")))
                .contains("metricsWatch was refused for", "prometheus", "metrics[0]");
        assertThat(Pipelines.log(pipelines.fail("zapScan url: 'shop', zap: 'ftp://zap', minUrls: 0")))
                .contains("zapScan was refused for", "url", "zap", "minUrls");
        assertThat(Pipelines.log(pipelines.fail("node { coverageGate minimum: '180', reports: ['../x'] }")))
                .contains("coverageGate was refused for 2 problems", "minimum", "reports");
    }
}
