package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.testbed.prometheus.PrometheusProgram;
import io.jenkins.plugins.delivery.testbed.service.Behaviour;
import io.jenkins.plugins.delivery.testbed.service.SampleService;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch with the real Prometheus, which scrapes a service that is in use. */
@Tag("tools")
class RealPrometheusTest {

    private static final String OF_SERVICE = "http_requests_total{service=\"${service}\",env=\"${env}\"";
    private static final String ERROR_RATE =
            "sum(rate(" + OF_SERVICE + ",code=~\"5..\"}[4s])) / sum(rate(" + OF_SERVICE + "}[4s]))";
    private static final String P95 = "histogram_quantile(0.95, sum by (le) (rate("
            + "http_request_duration_seconds_bucket{service=\"${service}\"}[4s])))";

    @TempDir
    Path home;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private ScheduledExecutorService users;
    private SampleService service;
    private PrometheusProgram prometheus;

    @BeforeEach
    void start() throws IOException {
        Optional<Path> program = PrometheusProgram.program();
        assumeThat(program).as("prometheus is not installed here").isPresent();
        service = SampleService.start("payments", "prod");
        service.deploy("1.4.0");
        users = Executors.newScheduledThreadPool(4);
        prometheus = begin(program.get());
        for (int i = 0; i < 4; i++) {
            users.scheduleWithFixedDelay(this::use, 0, 50, TimeUnit.MILLISECONDS);
        }
    }

    private PrometheusProgram begin(Path program, String... options) throws IOException {
        Path own = Files.createTempDirectory(home, "prometheus");
        return PrometheusProgram.start(program, own, Duration.ofMillis(250), List.of(service.url()), options);
    }

    @AfterEach
    void stop() {
        if (users != null) {
            users.shutdownNow();
        }
        if (prometheus != null) {
            prometheus.close();
        }
        if (service != null) {
            service.close();
        }
    }

    /** Somebody looks at a page; what it answers is for Prometheus to count. */
    private void use() {
        try {
            client.send(HttpRequest.newBuilder(service.url()).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            log.add("a user saw nothing: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aGoodReleasePassesAndEachFaultFailsItsOwnMetric() throws Exception {
        List<Map<String, Object>> metrics = List.of(
                metric("error rate", ERROR_RATE, "value < 5%", Map.of("onNoData", "pass")),
                metric("p95", P95, "value < 500ms", Map.of()));
        MetricsWatchResult good = watch(Map.of("metrics", metrics, "count", 4, "initialDelay", "4s"));
        assertThat(good.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(good.table().get(1)).containsEntry("samples", 4).containsKey("value");

        service.behave(Behaviour.UNHEALTHY);
        GateFailedException errors = failed(Map.of("metrics", metrics, "count", 20));
        assertThat(errors)
                .hasMessageContaining("in prod failed: error rate at ")
                .hasMessageContaining("expected value < 5%");

        service.behave(Behaviour.SLOW);
        GateFailedException slow = failed(Map.of("metrics", metrics, "count", 20, "initialDelay", "6s"));
        assertThat(slow).hasMessageContaining("in prod failed: p95 at ").hasMessageContaining("expected value < 500ms");
        assertThat(((Map<?, ?>) ((List<?>) slow.result().get("table")).get(0)).get("failed"))
                .isEqualTo(0);
    }

    @Test
    void comparesWithTheTimeBeforeTheRelease() throws Exception {
        awaitData("http_request_duration_seconds_count");
        watch(Map.of("metrics", List.of(metric("up", "sum(up)", "value == 1", Map.of())), "count", 6));
        String released = Instant.now().toString();
        service.deploy("1.5.0");
        service.behave(Behaviour.SLOW);
        Map<String, Object> compared = Map.of(
                "name",
                "p95",
                "query",
                P95,
                "baseline",
                Map.of("before", "1s", "maxIncrease", "50%", "maxDifference", 0.05));
        GateFailedException failed =
                failed(Map.of("metrics", List.of(compared), "released", released, "count", 20, "initialDelay", "3s"));
        assertThat(failed).hasMessageContaining("expected at most 50% or 0.05 above the baseline of 0.0");
    }

    @Test
    void knowsNothingOfTheTimeBeforeItBegan() throws Exception {
        awaitData("up");
        Map<String, Object> compared =
                Map.of("name", "up", "query", "sum(up)", "baseline", Map.of("before", "2h", "maxIncrease", "50%"));
        assertThat(errored(Map.of("metrics", List.of(compared))))
                .hasMessageContaining(
                        "was 1, but had no data 2h before the release to compare with (a first deployment has none;");
    }

    @Test
    void refusesWhatPrometheusDoesNotUnderstand() {
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class,
                () -> watch(Map.of(
                        "initialDelay",
                        "1h",
                        "metrics",
                        List.of(
                                metric("one", "sum(rate(x[5m])", "value < 1", Map.of()),
                                metric("two", "up[5m]", "value < 1", Map.of()),
                                metric("three", "\"text\"", "value < 1", Map.of()),
                                metric("four", "up{", "value < 1", Map.of()),
                                metric("five", "up", "value == 1", Map.of())))));
        assertThat(refused.problems()).hasSize(4);
        assertThat(refused.problems().get(0))
                .startsWith("metrics[0] (one): Prometheus refuses the query 'sum(rate(x[5m])': ")
                .contains("unclosed left parenthesis");
        assertThat(refused.problems().get(1)).contains("it gives a range of values for each series");
        assertThat(refused.problems().get(2)).contains("it gives no number, but a string");
        assertThat(refused.problems().get(3)).contains("parse error");
    }

    @Test
    void whatCannotBeEvaluatedIsAnErrorOfItsOwn() throws Exception {
        awaitData("http_request_duration_seconds_bucket");
        String ambiguous = "http_request_duration_seconds_bucket * on (service) http_request_duration_seconds_bucket";
        assertThat(errored(Map.of("metrics", List.of(metric("odd", ambiguous, "value < 1", Map.of("errorLimit", 1))))))
                .hasMessageContaining("answered the query with 422: ")
                .hasMessageContaining("duplicate series");
    }

    @Test
    void noSeriesNoNumberAndInfinity() {
        assertThat(errored(Map.of("metrics", List.of(metric("none", "nothing_here", "value < 1", Map.of())))))
                .hasMessageContaining("none at ")
                .hasMessageContaining(" had no data; 4 of 4 measurements decided nothing");
        assertThat(errored(Map.of("metrics", List.of(metric("nan", "vector(0) / vector(0)", "value < 1", Map.of())))))
                .hasMessageContaining(" had no number (NaN: nothing happened to measure)");
        assertThat(failed(Map.of("metrics", List.of(metric("inf", "vector(1) / vector(0)", "value < 1", Map.of())))))
                .hasMessageContaining(" was +Inf, expected value < 1; 2 of 2");
        assertThat(failed(Map.of("metrics", List.of(metric("scalar", "scalar(vector(3))", "value < 1", Map.of())))))
                .hasMessageContaining(" was 3, expected value < 1");
    }

    @Test
    void aCrashInTheMiddleIsLivedThroughAndNeverAPass() throws Exception {
        awaitData("up");
        int[] pauses = {0};
        EngineContext context = context((duration) -> {
            pauses[0]++;
            if (pauses[0] == 4) {
                prometheus.kill();
            } else if (pauses[0] == 6) {
                restart();
            }
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        });
        List<Map<String, Object>> metrics =
                List.of(metric("up", "min(up)", "value == 1", Map.of("inconclusiveLimit", 10)));
        MetricsWatchResult result = new MetricsWatch().run(request(Map.of("metrics", metrics, "count", 5)), context);
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat((int) result.table().get(0).get("errored")).isPositive();
        assertThat((int) result.table().get(0).get("successful")).isPositive();

        prometheus.kill();
        assertThat(errored(Map.of("metrics", metrics, "onNoData", "pass"))).hasMessageContaining("cannot be reached");
    }

    @Test
    void anotherPathAndAPassword() throws Exception {
        Path web = home.resolve("web.yml");
        // bcrypt of "prom-password-1234"
        Files.writeString(
                web, "basic_auth_users: {watcher: '$2y$04$eGFdrBm3bR8WjcZuridS.e.2sqKLtM7G0VOWdIbNbrFHR5qNyxEAy'}\n");
        try (PrometheusProgram behind = begin(
                PrometheusProgram.program().orElseThrow(),
                "--web.config.file=" + web,
                "--web.route-prefix=/metrics-of/shop")) {
            Map<String, Object> there = Map.of(
                    "prometheus",
                    behind.url() + "/metrics-of/shop/",
                    "credentialsId",
                    "prom",
                    "metrics",
                    List.of(metric("one", "vector(1)", "value == 1", Map.of())),
                    "count",
                    2);
            MetricsWatchResult result = watch(there);
            assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);

            Map<String, Object> elsewhere = new LinkedHashMap<>(there);
            elsewhere.put("prometheus", behind.url().toString());
            assertThat(errored(elsewhere)).hasMessageContaining("answered the query with 404");
            elsewhere.put("prometheus", there.get("prometheus"));
            elsewhere.remove("credentialsId");
            assertThat(errored(elsewhere)).hasMessageContaining("answered the query with 401");
        }
        assertThat(log.toString()).doesNotContain("prom-password-1234");
    }

    @Test
    void asksForAMomentOfThePast() throws Exception {
        awaitData("up");
        MetricSource source = source();
        assertThat(source.query("up", Optional.of(Instant.now().minus(Duration.ofHours(1))))
                        .values())
                .isEmpty();
        assertThat(source.query("up", Optional.of(Instant.now())).values()).containsExactly(1.0);
        Instant then = Instant.parse("2026-01-02T03:04:05.678Z");
        assertThat(source.query("time()", Optional.of(then)).values()).containsExactly(then.toEpochMilli() / 1000.0);
        assertThat(Duration.between(source.now(), Instant.now()).abs()).isLessThan(Duration.ofSeconds(20));
    }

    /** Prometheus marks the series of a target that is gone as stale; its lookback of five minutes does not hide that. */
    @Test
    void aServiceThatIsGoneHasNoDataAtOnceAndNoneIsNoPass() throws Exception {
        awaitData("http_requests_total");
        service.stop();
        Map<String, Object> requests = metric("requests", "sum(http_requests_total)", "value > 0", Map.of());
        assertThat(errored(Map.of("metrics", List.of(requests), "initialDelay", "2s")))
                .hasMessageContaining(" had no data; 4 of 4 measurements decided nothing, 3 allowed.");
    }

    /** A quantile of no requests is NaN, one of several services a series for each. */
    @Test
    void aQuantileOfNothingIsUndecidedAndOneBySeriesHasToBeAggregated() throws Exception {
        awaitData("http_request_duration_seconds_bucket");
        String quiet = P95.replace("rate(", "0 * rate(");
        assertThat(errored(Map.of("metrics", List.of(metric("p95", quiet, "value < 1", Map.of())))))
                .hasMessageContaining("had no number (NaN: nothing happened to measure)");
        String each = "rate(http_request_duration_seconds_bucket[4s])";
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class,
                () -> watch(Map.of("metrics", List.of(metric("each", each, "value < 1", Map.of())))));
        assertThat(refused.problems().get(0)).contains("series where 'value' means one");
    }

    private void restart() {
        try {
            prometheus.restart();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private MetricSource source() {
        return PrometheusSource.open(
                new PrometheusAccess(prometheus.url().toString(), Optional.empty(), null, null, null));
    }

    /** Until the first scrape. */
    private void awaitData(String metric) throws Exception {
        MetricSource source = source();
        Instant until = Instant.now().plusSeconds(60);
        while (source.query(metric, Optional.empty()).values().isEmpty()) {
            assertThat(Instant.now()).as("Prometheus has no " + metric).isBefore(until);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static Map<String, Object> metric(String name, String query, String success, Map<String, Object> more) {
        Map<String, Object> map = new LinkedHashMap<>(Map.of("name", name, "query", query, "success", success));
        map.putAll(more);
        return map;
    }

    private MetricsWatchResult watch(Map<String, Object> arguments) throws InterruptedException {
        return new MetricsWatch()
                .run(request(arguments), context(duration -> TimeUnit.MILLISECONDS.sleep(duration.toMillis())));
    }

    private GateFailedException failed(Map<String, Object> arguments) {
        GateFailedException failed = catchThrowableOfType(GateFailedException.class, () -> watch(arguments));
        assertThat(failed).as(log.toString()).isNotNull();
        return failed;
    }

    private TerminalException errored(Map<String, Object> arguments) {
        TerminalException errored = catchThrowableOfType(TerminalException.class, () -> watch(arguments));
        assertThat(errored).as(log.toString()).isNotNull();
        return errored;
    }

    private MetricsWatchRequest request(Map<String, Object> arguments) {
        Map<String, Object> quick = new LinkedHashMap<>(Map.of("interval", "1s"));
        quick.putAll(arguments);
        return WatchFixture.request(prometheus.url(), quick);
    }

    private EngineContext context(EngineContext.Sleeper sleeper) {
        return EngineContext.in(home)
                .clock(Clock.systemUTC(), sleeper)
                .secrets(id -> Optional.of(Credential.usernamePassword(id, "watcher", "prom-password-1234")))
                .build();
    }
}
