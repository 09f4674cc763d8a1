package io.jenkins.plugins.delivery.engine.gate.zap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.zap.ZapServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ZapScanTest {

    private static final String SITE = "https://payments.example";

    private final Map<String, String> attached = new HashMap<>();
    private ZapServer zap;
    private RecordedRun run;

    @TempDir
    Path workDir;

    @BeforeEach
    void startZap() {
        zap = ZapServer.start("sesame");
        zap.looks(2);
        run = new RecordedRun(workDir).with(Credential.token("zap-key", "sesame"));
    }

    @AfterEach
    void stopZap() {
        zap.close();
        assertThat(zap.failures()).isEmpty();
    }

    @Test
    void aBaselineScanSpidersAndWaitsForThePassiveRules() throws Exception {
        zap.finds("10038", "Content Security Policy (CSP) Header Not Set", "Medium", "High", SITE + "/");
        ZapScanResult result = run(Map.of("env", "stage"));
        assertThat(result.toMap())
                .containsEntry("verdict", "passed")
                .containsEntry(
                        "message",
                        "Gate zap of stage (https://payments.example) passed: no alert of high risk that is not accepted"
                                + " (high 0, medium 1, low 0, informational 0).")
                .containsEntry("counts", Map.of("high", 0, "medium", 1, "low", 0, "informational", 0))
                .containsEntry("urls", 1)
                .containsEntry("accepted", 0);
        assertThat(paths())
                .containsExactly(
                        "core/view/version",
                        "pscan/view/scanners",
                        "core/action/accessUrl",
                        "alert/action/deleteAlerts",
                        "spider/action/scan",
                        "spider/view/status",
                        "spider/view/status",
                        "pscan/view/recordsToScan",
                        "pscan/view/recordsToScan",
                        "pscan/view/recordsToScan",
                        "core/view/urls",
                        "alert/view/alerts");
        assertThat(attached).containsOnlyKeys("delivery/zap-stage.md");
        assertThat(attached.get("delivery/zap-stage.md"))
                .contains("`Content Security Policy (CSP) Header Not Set (10038)`", "| medium | high |");
    }

    @Test
    void aFullScanAttacksWithThePolicyAndTheContext() throws Exception {
        run(Map.of("mode", "full", "policy", "API", "context", "logged in"));
        assertThat(paths())
                .contains("ascan/view/scanners", "context/view/context", "ascan/action/scan", "ascan/view/status");
        assertThat(request("/JSON/ascan/action/scan/").queryParameters())
                .containsEntry("contextId", List.of("4"))
                .containsEntry("scanPolicyName", List.of("API"))
                .containsEntry("url", List.of(SITE));
        assertThat(request("/JSON/spider/action/scan/").queryParameters())
                .containsEntry("contextName", List.of("logged in"))
                .containsEntry("url", List.of(SITE + "/"));
    }

    @Test
    void anAlertOfEnoughRiskAndConfidenceFails() {
        zap.finds("40012", "Cross Site Scripting (Reflected)", "High", "Medium", SITE + "/search?q=1");
        GateFailedException failed =
                catchThrowableOfType(GateFailedException.class, () -> run(Map.of("mode", "active")));
        assertThat(failed)
                .hasMessageStartingWith("Gate zap of https://payments.example failed: 1 alert of high risk: Cross Site"
                        + " Scripting (Reflected) (40012) at GET https://payments.example/search?q=1 (q).");
        assertThat(failed.result()).containsEntry("verdict", "failed").containsKeys("counts", "findings");
    }

    @ParameterizedTest
    @CsvSource({
        "High,   Low,            high,          medium, passed",
        "High,   Medium,         high,          medium, failed",
        "High,   Medium,         high,          high,   passed",
        "Medium, Confirmed,      high,          low,    passed",
        "Medium, Confirmed,      medium,        high,   failed",
        "High,   False Positive, informational, low,    passed",
        "Informational, Low,     informational, low,    failed",
    })
    void riskAndConfidenceDecideTogether(String risk, String confidence, String failOn, String atLeast, String verdict)
            throws Exception {
        zap.finds("1", "Something", risk, confidence, SITE + "/a");
        Map<String, Object> arguments = Map.of("failOn", failOn, "confidence", atLeast);
        if (verdict.equals("passed")) {
            assertThat(run(arguments).verdict().text()).isEqualTo("passed");
        } else {
            assertThatThrownBy(() -> run(arguments)).isInstanceOf(GateFailedException.class);
        }
    }

    @Test
    void acceptedAlertsHaveAnEndAndEntriesWithoutAlertsAreTold() throws Exception {
        Files.writeString(workDir.resolve("zap.yaml"), """
                - {id: 40012, url: 'https://payments.example/legacy/*', reason: going away, owner: payments, expires: 2026-12-31}
                - {id: 90022, url: '*', reason: never seen, expires: 2026-12-31}
                - {id: 10202, url: '*', reason: long ago, expires: 2026-11-19}
                """);
        zap.finds("40012", "Cross Site Scripting (Reflected)", "High", "Medium", SITE + "/legacy/search?q=1");
        zap.finds("10202", "Absence of Anti-CSRF Tokens", "Medium", "Low", SITE + "/");
        ZapScanResult result = run(Map.of("allowList", "zap.yaml"));
        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.notes())
                .containsExactly(
                        "The allow list accepted 10202 at * until 2026-11-19 (long ago); since then it counts.",
                        "The allow list accepts 90022 at *, which matches no alert; it can be deleted.");
        zap.finds("40012", "Cross Site Scripting (Reflected)", "High", "Medium", SITE + "/search?q=1");
        assertThatThrownBy(() -> run(Map.of("allowList", "zap.yaml")))
                .isInstanceOf(GateFailedException.class)
                .hasMessageContaining("at GET https://payments.example/search?q=1 (q)");
    }

    @Test
    void whatOtherScansLeftDoesNotCount() throws Exception {
        zap.holds("40012", "Cross Site Scripting (Reflected)", "High", "Medium", SITE + "/old");
        zap.finds("40012", "Cross Site Scripting (Reflected)", "High", "Medium", SITE + ":8443/admin");
        zap.finds("40012", "Cross Site Scripting (Reflected)", "High", "Medium", SITE + ".evil.example/");
        assertThat(run(Map.of()).counts()).containsEntry("high", 0);
    }

    @Test
    void allPagesOfAlertsAreRead() {
        for (int i = 0; i < 1200; i++) {
            zap.finds("10038", "CSP", "Medium", "High", SITE + "/page/" + i);
        }
        zap.finds("40012", "Cross Site Scripting (Reflected)", "High", "Medium", SITE + "/last");
        assertThatThrownBy(() -> run(Map.of())).hasMessageContaining("/last");
        assertThat(zap.requests("GET", "/JSON/alert/view/alerts/")).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(ZapMode.class)
    void withoutRulesNothingIsDecided(ZapMode mode) {
        zap.rules(mode == ZapMode.FULL ? 3 : 0, 0);
        assertThatThrownBy(() -> run(Map.of("mode", mode.text())))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(
                        " could not decide: ZAP has no " + (mode == ZapMode.BASELINE ? "passive" : "active")
                                + " rules that are enabled, so it would find nothing");
        assertThat(zap.requests("GET", "/JSON/spider/action/scan/")).isEmpty();
    }

    @Test
    void aSiteOutOfReachIsNoFinding() {
        zap.siteAnswers(0);
        assertThatThrownBy(() -> run(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith(
                        "Gate zap of https://payments.example could not decide: ZAP cannot reach the site.");
        zap.siteAnswers(503);
        assertThatThrownBy(() -> run(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("could not decide: the site answered ZAP with 503.");
    }

    @Test
    void tooLittleOfASiteIsNoScanOfIt() {
        assertThatThrownBy(() -> run(Map.of("minUrls", 20)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("ZAP knows 1 addresses of the site, at least 20 expected");
    }

    @Test
    void aWrongKeyAndAZapThatIsAwayAreTold() {
        zap.requireKey("another");
        assertThatThrownBy(() -> run(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("hangs up like this when the API key is wrong")
                .hasMessageNotContaining("sesame");
        zap.stop();
        assertThatThrownBy(() -> run(Map.of()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void aContextOrPolicyThatZapDoesNotKnowIsNamed() {
        assertThatThrownBy(() -> run(Map.of("context", "nobody")))
                .hasMessageContaining("ZAP has no context named 'nobody'");
    }

    @Test
    void anOutageDuringTheScanIsSatOutAndALostScanIsNot() throws Exception {
        zap.looks(3);
        Ticket ticket = after(ZapPhase.SPIDER, Map.of());
        zap.stop();
        Progress.Waiting<ZapScanResult> away = (Progress.Waiting<ZapScanResult>) new ZapScan().look(ticket, context());
        assertThat(away.troubled()).isTrue();
        zap.restart();
        Ticket saved = Ticket.fromMap(away.ticket().toMap());
        assertThat(new ZapScan().look(saved, context())).isInstanceOf(Progress.Waiting.class);
        zap.forgetScans();
        assertThatThrownBy(() -> new ZapScan().look(saved, context()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("ZAP does not know its spider any more, as if it had been restarted");
    }

    @Test
    void theSpiderHasItsTimeAndTheScanGoesOn() throws Exception {
        zap.looks(1000);
        Ticket ticket = after(ZapPhase.SPIDER, Map.of("spiderFor", "2m"));
        context().pause(Duration.ofMinutes(3));
        Ticket onward = ((Progress.Waiting<ZapScanResult>) new ZapScan().look(ticket, context())).ticket();
        assertThat(new ZapTicket(onward).phase()).isEqualTo(ZapPhase.PASSIVE);
        assertThat(zap.requests("GET", "/JSON/spider/action/stop/")).hasSize(1);
    }

    @Test
    void anAbortOrADeadlineStopsTheScanInZap() throws Exception {
        zap.looks(1000);
        Ticket ticket = after(ZapPhase.ACTIVE, Map.of("mode", "active", "timeout", "10m", "spiderFor", "1ms"));
        assertThat(new ZapScan().cancel(ticket, "aborted", context())).isEqualTo("ZAP's active scan was stopped.");
        context().pause(Duration.ofMinutes(11));
        assertThatThrownBy(() -> new ZapScan().look(ticket, context()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("ZAP's active scan was stopped.");
        assertThat(zap.requests("GET", "/JSON/ascan/action/stop/")).hasSize(2);
    }

    @Test
    void onFailWarnGoesOn() throws Exception {
        zap.finds("40012", "Cross Site Scripting (Reflected)", "High", "Medium", SITE + "/");
        assertThat(run(Map.of("onFail", "warn")).verdict().text()).isEqualTo("failed");
        zap.stop();
        assertThat(run(Map.of("onFail", "warn")).verdict().text()).isEqualTo("errored");
    }

    @Test
    void aDryRunAsksNobody() throws Exception {
        ZapScanRequest request = request(Map.of());
        assertThat(new ZapScan()
                        .run(request, context().toBuilder().dryRun(true).build())
                        .message())
                .isEqualTo("dry run: nothing was scanned");
        assertThat(zap.requests()).isEmpty();
    }

    @Test
    void allParametersThatAreWrongAreToldAtOnce() {
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class,
                () -> request(Map.of(
                        "url",
                        "ftp://x",
                        "zap",
                        "zap",
                        "confidence",
                        "false-positive",
                        "timeout",
                        "0s",
                        "minUrls",
                        0,
                        "name",
                        "../x")));
        assertThat(refused.problems()).hasSize(6);
        assertThatThrownBy(() -> request(Map.of("url", "https://me:secret@payments.example")))
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{id: 1, url: '*'}] | entry 1 has no reason",
                "[{id: CSP, url: '*', reason: x, expires: 2026-12-31}] | entry 1: id 'CSP' is no number of a ZAP rule",
                "[{id: 1, url: '*', reason: x, expires: soon}] | expires 'soon' is not a date like 2027-01-31",
                "[{id: 1, url: '*', reason: x, expires: 2026-12-31, path: y}] | entry 1: path is not known",
                "a: b | it is not a list of entries"
            })
    void anAllowListThatIsWrongIsRefusedBeforeAnythingIsAsked(String yaml, String problem) throws IOException {
        Files.writeString(workDir.resolve("zap.yaml"), yaml);
        assertThatThrownBy(() -> run(Map.of("allowList", "zap.yaml")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(problem);
        assertThat(zap.requests()).isEmpty();
    }

    private ZapScanResult run(Map<String, Object> arguments) throws InterruptedException {
        zap.clearRequests();
        return new ZapScan().run(request(arguments), context());
    }

    /** The ticket of a scan that has just come to a phase, saved and read again at every look. */
    private Ticket after(ZapPhase phase, Map<String, Object> arguments) throws InterruptedException {
        Ticket ticket = new ZapScan().start(request(arguments), context());
        while (new ZapTicket(ticket).phase() != phase) {
            ticket = Ticket.fromMap(((Progress.Waiting<ZapScanResult>) new ZapScan().look(ticket, context()))
                    .ticket()
                    .toMap());
            context().pause(Duration.ofSeconds(1));
        }
        return ticket;
    }

    private ZapScanRequest request(Map<String, Object> arguments) {
        Map<String, Object> all =
                new LinkedHashMap<>(Map.of("url", SITE, "zap", zap.url().toString(), "credentialsId", "zap-key"));
        all.putAll(arguments);
        return RequestBinder.bind("zapScan", ZapScanRequest.class, all);
    }

    private EngineContext context() {
        return run.context().toBuilder().attachments(attached::put).build();
    }

    private List<String> paths() {
        return zap.requests().stream()
                .map(request -> request.path().replaceAll("^/JSON/|/$", ""))
                .toList();
    }

    private RecordedRequest request(String path) {
        return zap.requests("GET", path).get(0);
    }
}
