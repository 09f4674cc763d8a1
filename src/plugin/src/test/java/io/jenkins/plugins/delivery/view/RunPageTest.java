package io.jenkins.plugins.delivery.view;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** From the results of steps to the summary on the run's page and the page of its own. */
@WithJenkins
class RunPageTest {

    private static final String EVIL = "<script>window.evil=1</script>";

    private JenkinsRule jenkins;
    private WorkflowJob job;
    private Run<?, ?> run;
    private JenkinsRule.WebClient client;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        client = rule.createWebClient();
        job = Deliveries.job(rule.jenkins, "payments", "echo 'delivered'");
        run = Deliveries.run(rule, job);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private HtmlPage page(String path) throws Exception {
        return client.goTo(run.getUrl() + path);
    }

    @Test
    void aRunWithoutDeliveryShowsNothing() throws Exception {
        assertThat(page("").asNormalizedText()).doesNotContain("Delivery");
        assertThat(run.getAction(DeliveryRunAction.class)).isNull();
    }

    @Test
    void theSummaryShowsVersionsCommitsAndVerdicts() throws Exception {
        Deliveries.planned(run, "payments", "1.4.0");
        Deliveries.recorder()
                .completed(run, "ecrScan", Map.of(), Map.of("verdict", "passed", "counts", Map.of("low", 3)));
        Deliveries.promoted(run, "payments", "1.4.0", "prod");
        Deliveries.verified(run, "prod", "passed", "2 checks passed.");
        HtmlPage page = page("");
        assertThat(page.asNormalizedText())
                .contains("Delivery of payments 1.4.0, written by Ada")
                .contains("1.3.0 → 1.4.0")
                .contains("Scan: passed, 3 low")
                .contains("Verify prod: passed, 2 checks passed.");
        assertThat(page.getAnchorByText("8b1d0aa").getHrefAttribute())
                .isEqualTo("https://git.example.com/shop/gitops/commit/" + Deliveries.COMMIT);
        assertThat(page.getAnchorByText("Argo CD").getHrefAttribute())
                .isEqualTo("https://argocd.example.com/applications/payments-prod");
        assertThat(page("delivery/").asNormalizedText()).contains("Gates", "Verify prod", "2 checks passed.");
    }

    @Test
    void whatWasMadeIsShownWithDigestsFindingsAndReports() throws Exception {
        Deliveries.planned(run, "payments", "1.4.0");
        Deliveries.made(run, "payments", "failed");
        for (String path : new String[] {"", "delivery/"}) {
            HtmlPage page = page(path);
            assertThat(page.asNormalizedText())
                    .contains("sha256:9f86d081884c", "1.4.0, 8b1d0aa8b1d0", "pushed, 34 MB")
                    .contains("sha256:4e07408562be", "published with its evidence")
                    .contains("sha256:4b227777d4dd", "unit passed (120 tests)")
                    .contains("Compared with 1.3.0 in prod: 1 new finding, 2 are gone.");
            assertThat(page.getAnchorByText("SARIF").getHrefAttribute())
                    .endsWith(run.getUrl() + "artifact/delivery/scan-shop-payments-9f86d081884c.sarif");
            assertThat(page.getAnchors())
                    .extracting(link -> link.getHrefAttribute())
                    .anyMatch(address -> address.endsWith(run.getUrl() + "artifact/delivery/evidence.json"));
        }
        HtmlPage page = page("delivery/");
        assertThat(page.asNormalizedText())
                .containsSubsequence("Finding", "CVE-2026-0001", "critical", "3.0.2", "zlib");
        assertThat(page.getAnchorByText("CVE-2026-0001").getHrefAttribute())
                .isEqualTo("https://nvd.example.com/CVE-2026-0001");
    }

    @Test
    void whatAGateLookedAtIsShownInTables() throws Exception {
        Deliveries.planned(run, "payments", "1.4.0");
        Deliveries.promoted(run, "payments", "1.4.0", "prod");
        Map<String, Object> gate = new LinkedHashMap<>();
        gate.put("verdict", "undecided");
        gate.put("name", "Verify prod");
        gate.put("env", "prod");
        gate.put("message", "1 test is run again.");
        Deliveries.recorder().completed(run, "e2eGate", Map.of(), gate);
        assertThat(page("../environments/").asNormalizedText())
                .contains("not yet")
                .doesNotContain("undecided");
        gate.put("verdict", "passed");
        gate.put("message", "40 tests passed, 1 of them is flaky.");
        gate.put("suites", List.of(Map.of("name", "browser", "verdict", "passed")));
        gate.put("flaky", List.of(Map.of("test", "CheckoutTest.pays", "why", "passed on attempt 2")));
        gate.put("notes", List.of("The entry of ships expired."));
        gate.put("report", "delivery/gate-prod.html");
        Deliveries.recorder().completed(run, "e2eGate", Map.of(), gate);
        Deliveries.recorder()
                .completed(
                        run,
                        "metricsWatch",
                        Map.of(),
                        Map.of(
                                "verdict",
                                "passed",
                                "name",
                                "watch",
                                "env",
                                "prod",
                                "message",
                                "Nothing got worse.",
                                "url",
                                "https://grafana.example.com/d/payments",
                                "table",
                                List.of(Map.of("name", EVIL, "samples", 12, "url", "javascript:window.evil=1"))));
        HtmlPage page = page("delivery/");
        assertThat(page.asNormalizedText())
                .contains("Verify prod: Suites", "browser", "Verify prod: Flaky", "passed on attempt 2")
                .contains("The entry of ships expired.", "watch: Table", EVIL);
        assertThat(page.getByXPath("//script[contains(., 'evil')]")).isEmpty();
        assertThat(page.getByXPath("//a[contains(@href, 'javascript:window')]")).isEmpty();
        assertThat(page.getAnchorByText("Report").getHrefAttribute())
                .endsWith(run.getUrl() + "artifact/delivery/gate-prod.html");
        assertThat(page("").getAnchorByText("Details").getHrefAttribute())
                .isEqualTo("https://grafana.example.com/d/payments");
        assertThat(page("../environments/").asNormalizedText()).contains("passed");
    }

    @Test
    void failuresAndTheWayBackAreToldInSentences() throws Exception {
        Deliveries.planned(run, "payments", "1.4.0");
        Deliveries.recorder()
                .failed(
                        run,
                        "argoPromote",
                        Map.of("env", "prod", "service", "payments", "version", "1.4.0"),
                        new AbortException("payments 1.4.0 in prod did not come up: Degraded. prod is back at 1.3.0."));
        Deliveries.promoted(
                run,
                Map.of("service", "payments", "env", "stage", "version", "1.4.0", "to", "1.3.0", "state", "restored"),
                Map.of());
        assertThat(page("").asNormalizedText())
                .contains(
                        "argoPromote (prod): payments 1.4.0 in prod did not come up: Degraded. prod is back at 1.3.0.")
                .contains("restored");
        assertThat(page("delivery/").asNormalizedText()).contains("Failures", "prod is back at 1.3.0.");
    }

    @Test
    void theCardOfAFailureIsShownLineByLineWithItsFile() throws Exception {
        Path card = run.getArtifactsDir().toPath().resolve("delivery/failure-prod.md");
        Files.createDirectories(card.getParent());
        Files.writeString(card, "### `payments 1.4.0` failed in `prod`");
        for (String step : List.of("argoPromote", "helmDeploy", "ecsDeploy", "argoRollback")) {
            Deliveries.recorder()
                    .failed(
                            run,
                            step,
                            Map.of("env", "prod", "service", "payments", "version", "1.4.0"),
                            new AbortException("payments 1.4.0 in prod did not come up: Degraded.\n"
                                    + "  Pod payments-7f9: CrashLoopBackOff\n    | panic: " + EVIL
                                    + "\nprod is back at 1.3.0."));
        }
        for (String path : List.of("", "delivery/")) {
            HtmlPage page = page(path);
            assertThat(page.getByXPath("//div[contains(@class, 'delivery-failure')]"))
                    .hasSize(4);
            assertThat(((DomElement) page.getFirstByXPath("//div[contains(@class, 'delivery-failure')]/pre"))
                            .getTextContent())
                    .isEqualTo("  Pod payments-7f9: CrashLoopBackOff\n    | panic: " + EVIL);
            assertThat(page.getAnchorByText("The whole card (Markdown)").getHrefAttribute())
                    .endsWith(run.getUrl() + "artifact/delivery/failure-prod.md");
            assertThat(page.getByXPath("//script[contains(., 'evil')]")).isEmpty();
        }
        assertThat(page("../environments/").asNormalizedText())
                .contains("1.4.0 failed: payments 1.4.0 in prod did not come up: Degraded. prod is back at 1.3.0.")
                .doesNotContain("panic");
    }

    @Test
    void otherDeployersAreShownAsArgoCdIs() throws Exception {
        for (String step : List.of("helmDeploy", "ecsDeploy")) {
            Deliveries.recorder()
                    .completed(
                            run,
                            step,
                            Map.of("gitops", Deliveries.GITOPS),
                            Map.of(
                                    "env",
                                    "prod",
                                    "service",
                                    "by-" + step,
                                    "version",
                                    "1.4.0",
                                    "from",
                                    "1.3.0",
                                    "to",
                                    "1.4.0",
                                    "revision",
                                    "7",
                                    "commit",
                                    Deliveries.COMMIT,
                                    "state",
                                    "deployed"));
        }
        assertThat(page("delivery/").asNormalizedText())
                .contains("by-helmDeploy", "Helm", "by-ecsDeploy", "Amazon ECS");
        assertThat(page("../environments/").asNormalizedText()).contains("by-helmDeploy", "1.4.0", "by-ecsDeploy");
    }

    @Test
    void nothingFromOutsideBecomesMarkup() throws Exception {
        Deliveries.recorder()
                .completed(
                        run,
                        "deliveryPlan",
                        Map.of(),
                        Map.of(
                                "service", EVIL, "version", EVIL, "branch", EVIL, "author", EVIL, "kind", EVIL,
                                "commit", EVIL));
        Deliveries.promoted(
                run,
                Map.of(
                        "service",
                        EVIL,
                        "version",
                        EVIL,
                        "env",
                        EVIL,
                        "from",
                        EVIL,
                        "commit",
                        EVIL,
                        "file",
                        "\"" + EVIL,
                        "url",
                        "javascript:window.evil=1",
                        "health",
                        EVIL),
                Map.of("gitops", "javascript:window.evil=1", "approver", EVIL));
        Deliveries.verified(run, EVIL, EVIL, EVIL);
        Deliveries.made(run, EVIL, EVIL);
        Deliveries.recorder().failed(run, "argoPromote", Map.of("env", EVIL), new AbortException(EVIL));
        for (String path : new String[] {"", "delivery/", "../environments/"}) {
            HtmlPage page = page(path);
            assertThat(page.asNormalizedText()).as(path).contains(EVIL);
            assertThat(page.getByXPath("//script[contains(., 'evil')]"))
                    .as(path)
                    .isEmpty();
            assertThat(page.getByXPath("//a[contains(@href, 'javascript:window')]"))
                    .as(path)
                    .isEmpty();
            assertThat(page.executeJavaScript("typeof window.evil").getJavaScriptResult())
                    .as(path)
                    .isEqualTo("undefined");
        }
    }

    @Test
    void theRecordIsKeptWithTheRunAndBounded() throws Exception {
        for (int i = 0; i < DeliveryRunAction.MOST_NOTES + 20; i++) {
            Deliveries.verified(run, "prod", "passed", "x".repeat(10_000));
        }
        DeliveryRunAction action = run.getAction(DeliveryRunAction.class);
        assertThat(action.getGates())
                .hasSize(DeliveryRunAction.MOST_NOTES)
                .allSatisfy(note -> assertThat(note.get("said")).hasSizeLessThanOrEqualTo(Texts.LONGEST));
        jenkins.jenkins.reload();
        WorkflowRun loaded =
                jenkins.jenkins.getItemByFullName("payments", WorkflowJob.class).getBuildByNumber(1);
        assertThat(loaded.getAction(DeliveryRunAction.class).getGates()).hasSize(DeliveryRunAction.MOST_NOTES);
        assertThat(loaded.getAction(DeliveryRunAction.class).getRun()).isSameAs(loaded);
    }
}
