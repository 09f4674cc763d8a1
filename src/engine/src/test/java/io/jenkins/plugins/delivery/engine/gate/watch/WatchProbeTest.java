package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.testbed.prometheus.PrometheusServer;
import io.jenkins.plugins.delivery.testbed.prometheus.QueryAnswer;
import io.jenkins.plugins.delivery.testbed.service.Behaviour;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch without Prometheus, and beside it. */
class WatchProbeTest {

    @TempDir
    Path workDir;

    private SampleService service;
    private RecordedRun run;

    @BeforeEach
    void start() {
        service = SampleService.start("payments", "prod");
        service.deploy("1.4.0");
        run = new RecordedRun(workDir);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void anAddressAloneIsWatched() throws Exception {
        MetricsWatchResult result = watch(Map.of());
        assertThat(result.message()).isEqualTo("The watch of payments in prod passed: 11 measurements of GET / in 5m.");
        assertThat(result.table().get(0))
                .containsEntry("name", "GET /")
                .containsEntry("expected", "an answer without a server error");
    }

    @Test
    void whatIsNotThereIsNoServerError() throws Exception {
        service.failAlways("/", 404);
        assertThat(watch(Map.of()).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void oneMeasurementMayNotFail() {
        service.behave(Behaviour.UNHEALTHY);
        assertThat(failed(Map.of("duration", "10s"))).hasMessageContaining("1 of 1 measurement failed, 0 allowed.");
    }

    @Test
    void aVersionThatTurnsBadFails() {
        run.after(Duration.ofSeconds(60), () -> service.behave(Behaviour.UNHEALTHY));
        assertThat(failed(Map.of()))
                .hasMessageContaining("GET / at 2026-11-20T12:01:30Z expected an answer without a server error, but it"
                        + " answered 503; 2 of 4 measurements failed, 1 allowed.");
    }

    @Test
    void aVersionThatFallsSilentFails() {
        run.after(Duration.ofSeconds(60), service::stop);
        assertThat(failed(Map.of())).hasMessageContaining("but it cannot be reached (connection refused); 2 of 4");
    }

    @Test
    void whatNeverAnsweredSaysNothingAboutTheRelease() {
        service.stop();
        TerminalException errored = catchThrowableOfType(TerminalException.class, () -> watch(Map.of()));
        assertThat(errored)
                .hasMessageContaining("could not decide: GET / at")
                .hasMessageContaining("connection refused")
                .hasMessageContaining("5 questions had no answer.")
                .hasMessageContaining("This says nothing about the release");
    }

    @Test
    void theProbeIsAUrlCheckWithLimits() throws Exception {
        Map<String, Object> probe = Map.of("path", "/version", "json", Map.of("/version", "1.4.0"), "failureLimit", 3);
        assertThat(watch(Map.of("probe", probe)).table().get(0)).containsEntry("name", "GET /version");
        service.behave(Behaviour.WRONG);
        assertThat(failed(Map.of("probe", probe))).hasMessageContaining("4 of 4 measurements failed, 3 allowed.");
    }

    @Test
    void limitsAloneChangeNothingElse() throws Exception {
        run.after(Duration.ofSeconds(60), () -> service.failNext(3, 500));
        MetricsWatchResult result = watch(Map.of("probe", Map.of("failureLimit", 3)));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.table().get(0)).containsEntry("failed", 3).containsEntry("name", "GET /");
    }

    @Test
    void aSlowAnswerBreaksItsBudget() {
        service.behave(Behaviour.SLOW);
        assertThat(failed(Map.of("probe", Map.of("path", "/", "within", "100ms"), "count", 2)))
                .hasMessageContaining("expected an answer within 100ms, but it took");
    }

    @Test
    void whatNobodyAskedInADowntimeIsAskedForLonger() throws Exception {
        try (PrometheusServer prometheus = PrometheusServer.start(run.context().clock())) {
            prometheus.answer("up", QueryAnswer.value(1));
            MetricsWatch watch = new MetricsWatch();
            EngineContext context = run.context();
            Progress<MetricsWatchResult> seen;
            Ticket ticket = watch.start(
                    request(Map.of(
                            "interval",
                            "1m",
                            "duration",
                            "10m",
                            "prometheus",
                            prometheus.url().toString(),
                            "metrics",
                            List.of(Map.of("name", "up", "query", "up", "success", "value == 1")))),
                    context);
            Instant restart = context.clock().instant().plus(Duration.ofMinutes(3));
            boolean restarted = false;
            while ((seen = watch.look(ticket, context)) instanceof Progress.Waiting<MetricsWatchResult> waiting) {
                ticket = waiting.ticket();
                context.pause(waiting.nextPoll());
                if (!restarted && !context.clock().instant().isBefore(restart)) {
                    restarted = true;
                    context.pause(Duration.ofMinutes(30));
                }
            }
            MetricsWatchResult result = ((Progress.Done<MetricsWatchResult>) seen).result();
            assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
            assertThat(result.table().get(0)).containsEntry("samples", 11).containsEntry("missed", 0);
            assertThat(result.table().get(1)).containsEntry("samples", 11).containsEntry("failed", 0);
            assertThat((int) result.table().get(1).get("missed")).isPositive();
            assertThat(Duration.between(result.from(), result.to())).isEqualTo(Duration.ofMinutes(40));
        }
    }

    @Test
    void theCredentialsOfPrometheusAreNotShownToTheService() throws Exception {
        try (PrometheusServer prometheus = PrometheusServer.start(run.context().clock())) {
            prometheus.requireBearer("secret-of-prometheus");
            prometheus.answer("up", QueryAnswer.value(1));
            run.with(Credential.token("prom", "secret-of-prometheus"));
            MetricsWatchResult result = watch(Map.of(
                    "prometheus",
                    prometheus.url().toString(),
                    "credentialsId",
                    "prom",
                    "metrics",
                    List.of(Map.of("name", "up", "query", "up", "success", "value == 1"))));
            assertThat(result.table()).extracting(row -> row.get("name")).containsExactly("up", "GET /");
            assertThat(service.requests()).isNotEmpty().allMatch(request -> request.header("Authorization")
                    .isEmpty());
        }
    }

    private GateFailedException failed(Map<String, Object> arguments) {
        GateFailedException failed = catchThrowableOfType(GateFailedException.class, () -> watch(arguments));
        assertThat(failed).isNotNull();
        return failed;
    }

    private MetricsWatchResult watch(Map<String, Object> arguments) throws InterruptedException {
        return new MetricsWatch().run(request(arguments), run.context());
    }

    private MetricsWatchRequest request(Map<String, Object> arguments) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "env", "prod", "service", "payments", "url", service.url().toString()));
        all.putAll(arguments);
        return RequestBinder.bind("metricsWatch", MetricsWatchRequest.class, all);
    }
}
