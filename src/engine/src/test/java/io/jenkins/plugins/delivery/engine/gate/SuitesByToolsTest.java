package io.jenkins.plugins.delivery.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.tool.RealTool;
import io.jenkins.plugins.delivery.testbed.service.Behaviour;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real newman, by the preset, and pytest with Selenium in the real Chromium, each against a deployed service that misbehaves. */
@Tag("tools")
class SuitesByToolsTest {

    private static final Map<String, Object> API =
            Map.of("name", "api", "kind", "newman", "report", List.of("target/suites/api.json"));
    private static final Map<String, Object> BROWSER = Map.of("name", "browser", "report", List.of("browser.xml"));

    @TempDir
    Path workDir;

    private final E2eGate gate = new E2eGate(new SuiteReaders(TestReports.READERS, Map.of()));
    private SampleService service;

    @BeforeEach
    void deploy() {
        service = SampleService.start("payments", "stage");
        service.deploy("1.4.0");
    }

    @AfterEach
    void stop() {
        service.close();
        assertThat(service.failures()).isEmpty();
    }

    @Test
    void newmanPasses() throws Exception {
        newman("");
        E2eGateResult result = judge(API, Map.of("attempt", 1));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.tests().total()).isEqualTo(4);
    }

    @Test
    void newmanRunsOnlyTheFailedRequestAgainAndItIsFlaky() throws Exception {
        // Every second answer is a failure: that of the first and the third request.
        service.behave(Behaviour.FLAKY);
        newman("");
        service.behave(Behaviour.NORMAL);
        Map<String, Object> first = judge(API, Map.of("attempt", 1)).toMap();
        assertThat(first)
                .containsEntry("verdict", "undecided")
                .containsEntry("rerun", Map.of("api", List.of("the version is told", "the page is ours")));

        service.clearRequests();
        newman("the version is told\nthe page is ours");
        assertThat(service.requests()).extracting(request -> request.path()).containsExactly("/version", "/");

        E2eGateResult second = judge(API, Map.of("attempt", 2, "before", first));
        assertThat(second.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(second.tests().flakes())
                .extracting(FlakyTest::why)
                .hasSize(3)
                .containsOnly("passed on attempt 2");
        assertThat(second.tests().flakes().get(0).message()).contains("503");
    }

    @Test
    void newmansRequestsRunAgainWhateverTheyAreCalled() throws Exception {
        newman("it's \"up\" & running");
        assertThat(service.requests()).extracting(request -> request.path()).containsExactly("/health");
    }

    @Test
    void newmanFindsAWrongVersionInBothRuns() throws Exception {
        service.behave(Behaviour.WRONG);
        newman("");
        Map<String, Object> first = judge(API, Map.of("attempt", 1)).toMap();
        newman("the version is told\nthe page is ours");
        GateFailedException failed = catchThrowableOfType(
                GateFailedException.class, () -> judge(API, Map.of("attempt", 2, "before", first)));
        assertThat(failed)
                .hasMessageContaining("the version is told: version is 1.4.0")
                .hasMessageContaining("expected '0.0.0' to deeply equal '1.4.0'");
    }

    @Test
    void newmanThatReachesNothingIsErrored() throws Exception {
        service.stop();
        newman("");
        service.restart();
        assertThat(catchThrowableOfType(TerminalException.class, () -> judge(API, Map.of("attempt", 1))))
                .hasMessageContaining("tests could connect")
                .hasMessageContaining("ECONNREFUSED");
    }

    @Test
    void aBrowserPasses() throws Exception {
        browser();
        assertThat(judge(BROWSER, Map.of()).message()).contains("browser: 3 tests");
    }

    @Test
    void aBrowserFindsTheWrongPageAndTextThatLeaks() throws Exception {
        service.behave(Behaviour.WRONG);
        browser();
        assertThat(catchThrowableOfType(GateFailedException.class, () -> judge(BROWSER, Map.of())))
                .hasMessageContaining("test_browser.test_title")
                .hasMessageContaining("'It works!' == 'payments 1.4.0 (stage)'");
        service.behave(Behaviour.LEAKING);
        browser();
        assertThat(catchThrowableOfType(GateFailedException.class, () -> judge(BROWSER, Map.of())))
                .hasMessageContaining("test_browser.test_searches");
    }

    @Test
    void aBrowserThatReachesNothingIsErrored() throws Exception {
        service.stop();
        browser();
        service.restart();
        assertThat(catchThrowableOfType(TerminalException.class, () -> judge(BROWSER, Map.of())))
                .hasMessageContaining("not one of 3 tests could connect")
                .hasMessageContaining("ERR_CONNECTION_REFUSED");
    }

    /** As the pipeline does it: the preset's script, with what it runs and which of it in the environment. */
    private void newman(String again) throws Exception {
        RealTool.need("newman");
        resource("payments.postman_collection.json");
        Map<?, ?> preset = (Map<?, ?>) Defaults.presets().get("newman");
        String script = (String) ((Map<?, ?>) preset.get("suite")).get("run");
        run(
                Map.of(
                        "DELIVERY_RERUN",
                        again,
                        "DELIVERY_SUITE",
                        "api",
                        "DELIVERY_FILE",
                        "payments.postman_collection.json"),
                "sh",
                "-c",
                script);
    }

    private void browser() throws Exception {
        RealTool.need("chromium");
        RealTool.need("chromedriver");
        resource("test_browser.py");
        run(
                Map.of("PYTHONDONTWRITEBYTECODE", "1"),
                RealTool.need("selenium-pytest").toString(),
                "-q",
                "--junitxml=browser.xml",
                "test_browser.py");
    }

    private void resource(String name) throws IOException {
        Path file = workDir.resolve(name);
        if (!Files.exists(file)) {
            TestReports.recorded("suites/" + name, workDir);
        }
    }

    /** A suite that fails says so by its exit code, which the gate does not want to know. */
    private void run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workDir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(workDir.resolve("output.txt").toFile());
        builder.environment().put("DELIVERY_URL", service.url().toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    }

    private E2eGateResult judge(Map<String, Object> suite, Map<String, Object> more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(
                Map.of("env", "stage", "url", service.url().toString(), "ready", "/health", "suites", List.of(suite)));
        arguments.putAll(more);
        return gate.run(
                RequestBinder.bind("e2eGate", E2eGateRequest.class, arguments), new RecordedRun(workDir).context());
    }
}
