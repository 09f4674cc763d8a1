package io.jenkins.plugins.delivery.engine.gate.zap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.service.Behaviour;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step against a ZAP that runs, and a service that leaks or does not. */
@Tag("tools")
class RealZapScanTest {

    private static RealZap zap;

    @TempDir
    static Path directory;

    @TempDir
    Path workDir;

    @BeforeAll
    static void startZap() throws Exception {
        zap = RealZap.start(directory, true);
    }

    @AfterAll
    static void stopZap() {
        if (zap != null) {
            zap.close();
        }
    }

    @Test
    void aParameterThatComesBackAsMarkupFailsAndItsCorrectionPasses() throws Exception {
        try (SampleService service = SampleService.start("payments", "stage")) {
            service.deploy("1.4.0");
            service.behave(Behaviour.LEAKING);
            GateFailedException failed = catchThrowableOfType(
                    GateFailedException.class, () -> scan(service, Map.of("mode", "active", "env", "stage")));
            assertThat(failed).hasMessageContaining("1 alert of high risk: Reflected parameter (99040) at GET ");
            assertThat(failed.result().get("counts")).asString().contains("high=1");

            Files.writeString(
                    workDir.resolve("zap.yaml"),
                    "- {id: 99040, url: '" + service.url() + "/search*', reason: known, expires: 2099-12-31}\n");
            ZapScanResult accepted = scan(service, Map.of("mode", "active", "allowList", "zap.yaml"));
            assertThat(accepted.accepted()).isEqualTo(1);

            service.behave(Behaviour.NORMAL);
            ZapScanResult passed = scan(service, Map.of("mode", "active", "minUrls", 2, "policy", "Default Policy"));
            assertThat(passed.verdict().text()).isEqualTo("passed");
            assertThat(passed.counts()).containsEntry("high", 0);
            assertThat(service.requests("GET", "/search")).isNotEmpty();
        }
    }

    @Test
    void withoutPassiveRulesABaselineDecidesNothing() throws Exception {
        try (SampleService service = SampleService.start("payments", "stage")) {
            service.deploy("1.4.0");
            assertThatThrownBy(() -> scan(service, Map.of()))
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining("ZAP has no passive rules that are enabled");
        }
    }

    @Test
    void whatZapCannotReachOrDoesNotKnowIsNoFinding() throws Exception {
        try (SampleService service = SampleService.start("payments", "stage")) {
            Map<String, Object> active = Map.of("mode", "active");
            assertThatThrownBy(() -> scan(service, active))
                    .hasMessageContaining("could not decide: the site answered ZAP with 503");
            service.stop();
            assertThatThrownBy(() -> scan(service, active))
                    .hasMessageContaining("could not decide: ")
                    .hasMessageContaining("the site");
            assertThatThrownBy(() -> scan(service, Map.of("mode", "active", "context", "nobody")))
                    .hasMessageContaining("ZAP has no context named 'nobody'");
            assertThatThrownBy(() -> scan(service, Map.of("mode", "active", "policy", "nothing")))
                    .hasMessageContaining("ZAP has no scan policy named 'nothing'");
            assertThatThrownBy(() -> scan(service, Map.of("mode", "active", "credentialsId", "wrong")))
                    .hasMessageContaining("when the API key is wrong");
        }
    }

    @Test
    void aContextKeepsTheScanToWhatItNames() throws Exception {
        try (SampleService service = SampleService.start("payments", "stage")) {
            service.deploy("1.4.0");
            service.behave(Behaviour.LEAKING);
            String site = Pattern.quote(service.url().toString()) + ".*";
            zap.call("context/action/newContext", Map.of("contextName", "shop"));
            zap.call("context/action/includeInContext", Map.of("contextName", "shop", "regex", site));
            GateFailedException failed = catchThrowableOfType(
                    GateFailedException.class, () -> scan(service, Map.of("mode", "active", "context", "shop")));
            assertThat(failed).hasMessageContaining("1 alert of high risk: Reflected parameter (99040)");

            zap.call(
                    "context/action/excludeFromContext",
                    Map.of("contextName", "shop", "regex", site.replace(".*", "/search.*")));
            service.clearRequests();
            assertThat(scan(service, Map.of("mode", "active", "context", "shop"))
                            .verdict()
                            .text())
                    .isEqualTo("passed");
            assertThat(service.requests("GET", "/search")).isEmpty();
        }
    }

    @Test
    void aSpiderThatTakesTooLongIsStoppedAndWhatItFoundIsScanned() throws Exception {
        try (SampleService service = SampleService.start("payments", "stage")) {
            service.deploy("1.4.0");
            service.behave(Behaviour.SLOW);
            RecordedRun run = new RecordedRun(workDir).with(Credential.token("zap-key", RealZap.KEY));
            EngineContext context = run.context().toBuilder()
                    .clock(Clock.systemUTC(), pause -> TimeUnit.MILLISECONDS.sleep(pause.toMillis()))
                    .build();
            ZapScanResult scanned = scan(service, Map.of("mode", "active", "spiderFor", "1s"), context);
            assertThat(scanned.urls()).isPositive();
            assertThat(run.warnings())
                    .contains("ZAP's spider was stopped after 1s; what it found until then is scanned.");
        }
    }

    private ZapScanResult scan(SampleService service, Map<String, Object> arguments) throws InterruptedException {
        return scan(
                service,
                arguments,
                EngineContext.in(workDir)
                        .secrets(id -> Optional.of(Credential.token(id, id.equals("wrong") ? "guess" : RealZap.KEY)))
                        .build());
    }

    private ZapScanResult scan(SampleService service, Map<String, Object> arguments, EngineContext context)
            throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>(
                Map.of("url", service.url().toString(), "zap", zap.url(), "credentialsId", "zap-key", "timeout", "5m"));
        all.putAll(arguments);
        return new ZapScan().run(RequestBinder.bind("zapScan", ZapScanRequest.class, all), context);
    }
}
