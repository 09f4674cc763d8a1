package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.gate.junit.JUnitReader;
import io.jenkins.plugins.delivery.engine.gate.newman.NewmanReader;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import io.jenkins.plugins.delivery.testbed.service.Behaviour;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class E2eGateTest {

    @TempDir
    Path workDir;

    private static final SuiteReaders READERS = new SuiteReaders(
            Map.of(SuiteKind.JUNIT, new JUnitReader(), SuiteKind.NEWMAN, new NewmanReader()), Map.of());

    private final E2eGate gate = new E2eGate(READERS);
    private SampleService service;
    private RecordedRun run;

    @BeforeEach
    void start() {
        service = SampleService.start("payments", "stage");
        service.deploy("1.4.0");
        run = new RecordedRun(workDir);
    }

    @AfterEach
    void stop() {
        service.close();
        assertThat(service.failures()).isEmpty();
    }

    @Test
    void passesWhenEverythingIsAsExpected() throws Exception {
        report(
                "<testsuite><testcase name='pays' classname='Api'/><testcase name='ships'><skipped/></testcase></testsuite>");
        E2eGateResult result = run(Map.of(
                "version",
                "v1.4.0",
                "versionPath",
                "/version",
                "checks",
                List.of(
                        Map.of(
                                "path",
                                "/",
                                "contains",
                                "payments 1.4.0",
                                "headers",
                                Map.of("Content-Type", "text/html")),
                        Map.of("path", "/health", "json", Map.of("/status", "UP"), "within", "30s"),
                        Map.of("path", "/nothing", "status", 404)),
                "junit",
                List.of("*.xml")));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.message()).isEqualTo("Gate e2e in stage passed: 4 checks, 1 test, 1 skipped.");
        assertThat(result.toMap())
                .containsEntry("verdict", "passed")
                .containsEntry("name", "e2e")
                .containsEntry("env", "stage")
                .containsEntry("tests", Map.of("total", 2, "failed", 0, "errors", 0, "skipped", 1, "flaky", 0))
                .containsEntry("failures", List.of());
        assertThat(result.checks())
                .extracting(CheckOutcome::name)
                .containsExactly("GET /version", "GET /", "GET /health", "GET /nothing");
        assertThat(run.warnings()).isEmpty();
    }

    @Test
    void aUrlAloneIsCheckedForAnAnswer() throws Exception {
        assertThat(run(Map.of()).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void failsOnTheFirstCheckThatIsNotAsExpectedAndTellsBothSides() {
        service.faulty("1.4.0", Behaviour.WRONG);
        GateFailedException failed = failed(Map.of(
                "checks",
                List.of(
                        Map.of("path", "/health"),
                        Map.of("path", "/", "contains", "payments 1.4.0"),
                        Map.of("path", "/version", "json", Map.of("/version", "1.4.0")))));
        assertThat(failed)
                .hasMessageStartingWith(
                        "Gate e2e in stage failed: GET /: expected 'payments 1.4.0' in the body, but the body is '<!DOCTYPE html>")
                .hasMessageContaining("(and 1 more).")
                .hasMessageEndingWith(failed.advice());
        assertThat(failed.advice()).isNotBlank();
        assertThat(failed.result()).containsEntry("verdict", "failed");
        assertThat((List<?>) failed.result().get("checks")).hasSize(4);
    }

    @Test
    void failsOnAFailingTestAndNamesIt() throws IOException {
        report(
                "<testsuite><testcase name='pays' classname='shop.Api'><failure message='expected 200 but was 500'/></testcase></testsuite>");
        assertThat(failed(Map.of("junit", "*.xml")))
                .hasMessageStartingWith(
                        "Gate e2e in stage failed: the test shop.Api.pays was expected to pass, but said: expected 200 but was 500");
    }

    @Test
    void anEnvironmentOutOfReachIsNoFailedTest() throws IOException {
        report("<testsuite><testcase name='a'><failure message='connection refused'/></testcase></testsuite>");
        service.stop();
        assertThat(errored(Map.of("junit", "*.xml", "readyTimeout", "10s")))
                .hasMessageStartingWith("Gate e2e in stage could not test stage (")
                .hasMessageContaining(
                        "expected an answer with 2xx or 3xx within 10s, but it cannot be reached (connection refused)")
                .hasMessageContaining("This is no failed test");
        assertThat(run.pauses())
                .allMatch(pause -> pause.equals(Duration.ofSeconds(2)))
                .hasSize(5);
        assertThat(run.progress())
                .first()
                .asString()
                .contains("waits for stage (" + service.url() + ") until 2026-11-20T12:00:10Z");
    }

    @Test
    void anUnknownHostIsToldAsSuch() {
        assertThat(errored(Map.of("url", "http://no-such-host.invalid", "readyTimeout", "1s")))
                .hasMessageContaining("its host name is not known");
    }

    @Test
    void waitsUntilTheEnvironmentAnswersWithTheExpectedVersion() throws Exception {
        service.deploy("");
        run.after(Duration.ofSeconds(4), () -> service.deploy("1.3.0"));
        run.after(Duration.ofSeconds(8), () -> service.deploy("1.4.0"));
        E2eGateResult result = run(Map.of("version", "1.4.0", "versionPath", "/version"));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(8));
        assertThat(run.progress())
                .anyMatch(line -> line.contains("it answered 503"))
                .anyMatch(line -> line.contains("expected version 1.4.0, but it is version 1.3.0"));
    }

    @Test
    void anotherVersionThanExpectedIsNotTested() {
        service.deploy("1.3.0");
        assertThat(errored(Map.of(
                        "version",
                        "1.4.0",
                        "versionPath",
                        "/version",
                        "readyTimeout",
                        "6s",
                        "checks",
                        List.of(Map.of("path", "/")))))
                .hasMessageContaining("GET /version: expected version 1.4.0 within 6s, but it is version 1.3.0");
        assertThat(service.requests("GET", "/").stream().filter(r -> r.path().equals("/")))
                .as("the ready path only, no check")
                .hasSize(4);
    }

    @Test
    void theDeadlineOfTheWholeGateBoundsTheWaitForReadiness() {
        service.stop();
        assertThat(errored(Map.of("timeout", "3s"))).hasMessageContaining("within 3s");
    }

    @Test
    void aServiceThatAnswersThatItCannotServeIsAFailureOfTheSoftware() {
        service.deploy("");
        assertThat(failed(Map.of("readyTimeout", "3s")))
                .hasMessageContaining("Gate e2e in stage failed: GET /: expected an answer with 2xx or 3xx within 3s,"
                        + " but it answered 503.");
        service.deploy("1.4.0");
        assertThat(errored(Map.of("readyTimeout", "3s", "ready", "/nothing"))).hasMessageContaining("answered 404");
    }

    @Test
    void aConnectionThatBreaksOnceIsTriedAgain() throws Exception {
        service.deploy("1.4.0");
        Ticket ticket = ready(Map.of("checks", List.of(Map.of("path", "/health"))));
        service.stop();
        Progress<E2eGateResult> broken = gate.poll(ticket, run.context());
        service.restart();
        Ticket again = ((Progress.Waiting<E2eGateResult>) broken).ticket();
        Ticket checked = ((Progress.Waiting<E2eGateResult>) gate.poll(again, run.context())).ticket();
        assertThat(gate.poll(checked, run.context())).isInstanceOfSatisfying(Progress.Done.class, done -> assertThat(
                        ((E2eGateResult) done.result()).verdict())
                .isEqualTo(GateVerdict.PASSED));
    }

    @Test
    void aConnectionThatStaysBrokenIsAnEnvironmentOutOfReach() throws Exception {
        Ticket ticket = ready(Map.of("checks", List.of(Map.of("path", "/health"))));
        service.stop();
        for (int attempt = 1; attempt < 3; attempt++) {
            ticket = ((Progress.Waiting<E2eGateResult>) gate.poll(ticket, run.context())).ticket();
        }
        Ticket last = ticket;
        assertThat(catchThrowableOfType(TerminalException.class, () -> gate.poll(last, run.context())))
                .hasMessageContaining(
                        "GET /health: expected status 200, but it cannot be reached (connection refused)");
    }

    @Test
    void theWaitSurvivesItsStateAsPlainValues() throws Exception {
        report("<testsuite><testcase name='a'/></testsuite>");
        Ticket ticket = ready(Map.of(
                "junit", "*.xml", "checks", List.of(Map.of("path", "/health", "within", "20s"), Map.of("path", "/"))));
        Files.delete(workDir.resolve("r.xml"));
        int polls = 0;
        Progress<E2eGateResult> progress = Progress.waiting(ticket, "", Duration.ZERO);
        while (progress instanceof Progress.Waiting<E2eGateResult> waiting) {
            Ticket restored = Ticket.fromMap(waiting.ticket().toMap());
            assertThat(restored).isEqualTo(waiting.ticket());
            progress = gate.poll(restored, run.context());
            polls++;
        }
        assertThat(polls).isEqualTo(3);
        assertThat(((Progress.Done<E2eGateResult>) progress).result().tests().total())
                .as("reports are read at the start")
                .isEqualTo(1);
    }

    @Test
    void reportsThatCannotDecideLeaveTheGateErrored() throws IOException {
        assertThat(errored(Map.of("junit", "newman/*.xml")))
                .hasMessageStartingWith("Gate e2e in stage could not decide: no test report matches 'newman/*.xml'")
                .hasMessageContaining("Check that the tests ran");
        report("<testsuite><testcase name='a'>");
        assertThat(errored(Map.of("junit", "*.xml"))).hasMessageContaining("the test report r.xml cannot be read");
        report("<testsuite><testcase name='a'><skipped/></testcase></testsuite>");
        assertThat(errored(Map.of("junit", "*.xml")))
                .hasMessageContaining("0 tests that ran and 1 were skipped, at least 1 expected");
        report("<testsuite><testcase name='a'/></testsuite>");
        assertThat(errored(Map.of("junit", "*.xml", "minTests", 2))).hasMessageContaining("at least 2 expected");
    }

    @Test
    void oneDecidedNoOutweighsAnUnreadableReport() throws IOException {
        report("<testsuite><testcase name='a'><error message='boom'/></testcase></testsuite>");
        Files.writeString(workDir.resolve("torn.xml"), "<testsuite>");
        assertThat(failed(Map.of("junit", "*.xml"))).hasMessageContaining("boom");
        assertThat(run.warnings()).singleElement().asString().contains("torn.xml");
    }

    @Test
    void warnLetsTheDeliveryGoOnAndSaysSo() throws Exception {
        E2eGateResult failed = run(Map.of("onFail", "warn", "checks", List.of(Map.of("path", "/", "status", 201))));
        assertThat(failed.verdict()).isEqualTo(GateVerdict.FAILED);
        service.stop();
        E2eGateResult errored = run(Map.of("onFail", "warn", "readyTimeout", "1s"));
        assertThat(errored.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(run.warnings()).hasSize(2).allMatch(line -> line.endsWith("because onFail is warn."));
    }

    @Test
    void aDryRunAsksNothing() throws Exception {
        Map<String, Object> arguments =
                new HashMap<>(Map.of("env", "stage", "url", service.url().toString()));
        arguments.put("checks", List.of(Map.of("path", "/x", "method", "DELETE")));
        E2eGateResult result =
                gate.run(bind(arguments), run.context().toBuilder().dryRun(true).build());
        assertThat(result.verdict()).isEqualTo(GateVerdict.ERRORED);
        assertThat(service.requests()).isEmpty();
        assertThat(run.infos()).singleElement().asString().contains("would wait for stage", "DELETE /x");
    }

    @Test
    void asksWithMethodHeadersAndCredentialsAndFollowsNoRedirect() throws Exception {
        run.with(Credential.usernamePassword("api", "joe", "canary-4711"));
        try (Pages pages = new Pages()) {
            E2eGateResult result = run(Map.of(
                    "url",
                    pages.url().toString(),
                    "checks",
                    List.of(
                            Map.of(
                                    "path",
                                    "/api?x=1",
                                    "send",
                                    Map.of("Accept", "text/plain"),
                                    "credentialsId",
                                    "api",
                                    "contains",
                                    "grün"),
                            Map.of(
                                    "path",
                                    "/",
                                    "method",
                                    "head",
                                    "status",
                                    302,
                                    "headers",
                                    Map.of("Location", "/login")))));
            assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
            RecordedRequest api = pages.requests("GET", "/api").get(0);
            assertThat(api.query()).isEqualTo("x=1");
            assertThat(api.header("Accept")).contains("text/plain");
            assertThat(api.header("Authorization")).contains("Basic am9lOmNhbmFyeS00NzEx");
            assertThat(pages.requests("GET", "/login")).isEmpty();
            run(Map.of(
                    "url",
                    pages.url().toString(),
                    "checks",
                    List.of(Map.of("path", "/orders", "method", "POST", "body", "{\"id\":1}", "status", 201))));
            RecordedRequest order = pages.requests("POST", "/orders").get(0);
            assertThat(order.body()).isEqualTo("{\"id\":1}");
            assertThat(order.header("Content-Type")).contains("application/json");
            assertThat(run.everything() + result.toMap()).doesNotContain("canary-4711", "am9lOmNhbmFyeS00NzEx");
        }
    }

    /** A page in another encoding, and a redirect. */
    private static final class Pages extends StandInServer {
        Pages() {
            open();
        }

        @Override
        protected Routes routes() {
            byte[] latin = "grün".getBytes(StandardCharsets.ISO_8859_1);
            Answer page = new Answer(
                    200,
                    Map.of("Content-Type", "text/plain; charset=ISO-8859-1"),
                    out -> out.write(latin),
                    latin.length);
            Answer redirect = Answer.empty(302).withHeader("Location", "/login");
            return new Routes()
                    .get("/api", call -> page)
                    .get("/", call -> redirect)
                    .post("/orders", call -> Answer.empty(201))
                    .on("HEAD", "/", call -> redirect);
        }
    }

    @Test
    void anAbortLeavesNothingBehind() {
        assertThat(gate.cancel(gate.start(bind(Map.of("url", "http://x")), run.context()), "aborted", run.context()))
                .contains("nothing to undo");
    }

    /** The ticket after the first poll of a gate whose environment is ready. */
    private Ticket ready(Map<String, Object> arguments) throws InterruptedException {
        Ticket ticket = gate.start(bind(withService(arguments)), run.context());
        return ((Progress.Waiting<E2eGateResult>) gate.poll(ticket, run.context())).ticket();
    }

    private E2eGateResult run(Map<String, Object> arguments) throws InterruptedException {
        return gate.run(bind(withService(arguments)), run.context());
    }

    private GateFailedException failed(Map<String, Object> arguments) {
        return catchThrowableOfType(GateFailedException.class, () -> run(arguments));
    }

    private TerminalException errored(Map<String, Object> arguments) {
        return catchThrowableOfType(TerminalException.class, () -> run(arguments));
    }

    private Map<String, Object> withService(Map<String, Object> arguments) {
        Map<String, Object> all = new HashMap<>();
        all.put("env", "stage");
        all.put("url", service.url().toString());
        all.putAll(arguments);
        return all;
    }

    private static E2eGateRequest bind(Map<String, Object> arguments) {
        return RequestBinder.bind("e2eGate", E2eGateRequest.class, arguments);
    }

    private void report(String xml) throws IOException {
        Files.writeString(workDir.resolve("r.xml"), xml);
    }
}
