package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mistakes in the settings of gates: told before anything runs, all at once and for every environment. */
class GateMistakesTest extends GatePlanFixture {

    private List<String> refused() {
        return catchThrowableOfType(
                        InvalidInputException.class,
                        () -> DeliveryConfig.of(Map.of(), config, Map.of(), OperationCatalog.GATES))
                .problems();
    }

    @Test
    void everythingWrongWithGatesIsToldAtOnce() {
        config.putAll(Map.of("lint", "goo", "test", "rust"));
        environment(Map.of(
                "suites",
                Map.of(
                        "api", Map.of("run", "newmann", "file", "a.json"),
                        "ui", Map.of("run", true),
                        "slow", Map.of("run", "newman", "timeout", "soon"))));
        assertThatThrownBy(this::main)
                .hasMessageContaining("lint: ")
                .hasMessageContaining("'go'")
                .hasMessageContaining("test: ")
                .hasMessageContaining("environments.prod.suites.api.run: ")
                .hasMessageContaining("'newman'")
                .hasMessageContaining("environments.prod.suites.ui.report is missing")
                .hasMessageContaining("environments.prod.suites.slow.timeout: ");
    }

    @Test
    void whatAGateWouldRefuseIsRefusedBeforeAnythingRuns() {
        environment(Map.of(
                "url",
                "https://payments.example.com",
                "checks",
                List.of(Map.of("path", "health")),
                "watch",
                Map.of("duration", "soon", "interval", "2s")));
        config.put("coverage", Map.of("minimum", "most"));
        config.put("review", Map.of("approvals", 0));
        config.put("secretScan", Map.of("histroy", "all"));
        assertThat(refused())
                .contains(
                        "secretScan.histroy is not known; did you mean 'history'?",
                        "review.approvals is 0; a review that is required needs at least one.")
                .anySatisfy(problem -> assertThat(problem).startsWith("environments.prod.watch.duration: 'soon'"))
                .anySatisfy(problem -> assertThat(problem).startsWith("environments.prod.checks[0]"))
                .anySatisfy(problem -> assertThat(problem).startsWith("coverage.minimum: 'most'"))
                .hasSize(5);
        environment(Map.of("url", "https://payments.example.com", "watch", "5m"));
        config.putAll(Map.of("coverage", 80, "quality", "https://sonar.example.com", "secretScan", true));
        config.putAll(Map.of("terraform", Map.of("apply", true), "review", true, "forge", "github"));
        assertThat(DeliveryConfig.of(Map.of(), config, Map.of(), OperationCatalog.GATES)
                        .service())
                .isEqualTo("payments");
    }

    @Test
    void whatTheSchemaRefusesHidesNothingOfWhatGatesWouldRefuse() {
        environment(Map.of(
                "ready",
                "health",
                "url",
                "https://payments.example.com",
                "relod",
                true,
                "suites",
                Map.of("api", Map.of("run", "newmn", "file", "c.json", "minTests", -1)),
                "watch",
                "soon"));
        assertThat(refused())
                .extracting(problem -> problem.split(":| is ")[0])
                .containsExactlyInAnyOrder(
                        "environments.prod.ready",
                        "environments.prod.relod",
                        "environments.prod.suites.api.minTests must have a minimum value of 0.",
                        "environments.prod.suites.api.run",
                        "environments.prod.watch.duration");
    }

    @Test
    void whatAGateLacksBecauseOfAnotherMistakeIsNotToldAsWell() {
        config.put("quality", Map.of("servr", "https://sonar.example.com"));
        config.put("promtheus", "https://prometheus.example.com");
        environment(Map.of(
                "url",
                "ftp://payments.example.com",
                "checks",
                List.of(Map.of("path", "/")),
                "suites",
                Map.of("api", Map.of("run", "newman", "file", "c.json")),
                "zap",
                "http://zap:8080",
                "watch",
                Map.of("metrics", List.of(Map.of("name", "errors", "query", "up", "success", "value < 1")))));
        assertThat(refused())
                .extracting(problem -> problem.split("[:;]")[0])
                .containsExactlyInAnyOrder(
                        "quality.servr is not known", "promtheus is not known", "environments.prod.url");
    }

    @Test
    void theCheckBeforeAnAgentIsTakenTellsIt() {
        environment(Map.of("url", "https://payments.example.com", "watch", "soon"));
        assertThatThrownBy(() -> OperationCatalog.named("deliveryCheck")
                        .run(
                                Map.of("config", config),
                                EngineContext.in(Path.of(".")).build()))
                .hasMessageContaining("environments.prod.watch.duration: 'soon'");
    }

    /** Each key of each kind, in environments that the branch does not reach as well. */
    @Test
    void thresholdsOfEveryKindOfSuiteAreReadWhilePlanningAndAllTheirMistakesAreTold() {
        Map<String, Object> load = new LinkedHashMap<>(Map.of(
                "run",
                "jmeter",
                "file",
                "load.jmx",
                "p95",
                "fast",
                "p99",
                "-1s",
                "errorRate",
                "150%",
                "throughput",
                "50"));
        load.putAll(Map.of("minSamples", 0, "ignoreFirst", "a while", "lables", Map.of(), "minTests", 3));
        load.put("labels", Map.of("login", Map.of("p59", "1s", "errorRate", "few")));
        config.put(
                "environments",
                Map.of(
                        "dev",
                        Map.of(),
                        "stage",
                        Map.of(
                                "url",
                                "https://stage.example.com",
                                "suites",
                                Map.of(
                                        "load",
                                        load,
                                        "alerts",
                                        Map.of(
                                                "run",
                                                true,
                                                "kind",
                                                "zap",
                                                "report",
                                                List.of("zap.json"),
                                                "failOn",
                                                "hgih",
                                                "confidence",
                                                "false-positive",
                                                "risk",
                                                "high",
                                                "site",
                                                "stage"),
                                        "api",
                                        Map.of("run", "newman", "file", "c.json", "p95", "1s", "reprots", "x"),
                                        "ui",
                                        Map.of("run", true, "report", List.of("/tmp/*.xml"), "minTests", 2)))));
        String suites = "environments.stage.suites.";
        String noTime = " is not a duration; write for example 90s, 10m, 1h30m or a number of seconds.";
        assertThat(refused())
                .containsExactlyInAnyOrder(
                        suites + "ui.report: '/tmp/*.xml' leaves the work directory; write it relative to that.",
                        suites
                                + "load.minTests: only suites of tests (junit, newman) have it, and this one is of the kind jmeter.",
                        suites + "load.lables is not known; did you mean 'labels'?",
                        suites + "load.p95: 'fast'" + noTime,
                        suites + "load.p99: '-1s'" + noTime,
                        suites + "load.ignoreFirst: 'a while'" + noTime,
                        suites
                                + "load.errorRate: '150%' is not a share of at most 100%; write for example '1%' or '0.5%'.",
                        suites + "load.throughput: '50' is not a rate; write for example '50/s' or '3000/m'.",
                        suites + "load.minSamples: 0 would judge by nothing; 1 is the least.",
                        suites + "load.labels['login'].p59 is not known; did you mean 'p95'?",
                        suites
                                + "load.labels['login'].errorRate: 'few' is not a share of at most 100%; write for example '1%' or '0.5%'.",
                        suites + "alerts.risk is not known; known here: allowList, confidence, failOn, site.",
                        suites + "alerts.failOn: 'hgih' is not one of informational, low, medium, high.",
                        suites
                                + "alerts.confidence: alerts that a person called false never count; write low, medium, high or confirmed.",
                        suites + "alerts.site: 'stage' is not an http or https address.",
                        suites
                                + "api.p95 is a setting of the kind jmeter, and this suite is of the kind newman; did you mean kind: 'jmeter'?",
                        suites + "api.reprots is not known; did you mean 'report'?");
    }
}
