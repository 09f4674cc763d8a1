package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.testbed.prometheus.QueryAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How measurements make a verdict: limits, successes in a row, and what is told of it. */
class WatchVerdictTest extends WatchFixture {

    @Test
    void passesWhenEveryMeasurementIsGood() throws Exception {
        prometheus.answer(ERRORS, QueryAnswer.value(0.001));
        prometheus.answer(SLOW, QueryAnswer.value(0.2), QueryAnswer.value(0.4));

        MetricsWatchResult result = run(Map.of(
                "metrics",
                List.of(errors(Map.of()), metric("slow", SLOW, "value < 500ms")),
                "duration",
                "2m",
                "initialDelay",
                "1m",
                "grafana",
                "https://grafana.example.com/d/x?var-service=${service}&from=${from}&to=${to}"));

        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.message())
                .isEqualTo("The watch of payments 1.4.0 in prod passed: 10 measurements of errors, slow in 3m.");
        assertThat(result.toMap())
                .containsEntry("verdict", "passed")
                .containsEntry("name", "watch")
                .containsEntry("env", "prod")
                .containsEntry("service", "payments")
                .containsEntry("version", "1.4.0")
                .containsEntry("samples", 10)
                .containsEntry("seconds", 180L)
                .containsEntry(
                        "url",
                        "https://grafana.example.com/d/x?var-service=payments&from=1795176000000&to=1795176180000");
        assertThat(result.table().get(1))
                .containsEntry("name", "slow")
                .containsEntry("verdict", "passed")
                .containsEntry("expected", "value < 500ms")
                .containsEntry("value", 0.4)
                .containsEntry("min", 0.4)
                .containsEntry("samples", 5)
                .containsEntry("successful", 5);
        assertThat(run.warnings()).isEmpty();
        assertThat(kept.get("delivery/watch-payments-prod.md"))
                .contains("| slow | passed | value \\< 500ms | 0.4 | 0.4 | 0.4 |  | 5 | 0 | 0 | 0 | 0 |");
        assertThat(run.infos().get(0))
                .isEqualTo("Watching payments 1.4.0 in prod until 2026-11-20T12:03:00Z."
                        + " https://grafana.example.com/d/x?var-service=payments&from=1795176000000&to=1795176180000");
    }

    @Test
    void failsAsSoonAsOneMetricHasFailedTooOften() {
        prometheus.answer(SLOW, QueryAnswer.value(0.1));
        prometheus.answer(
                ERRORS,
                QueryAnswer.value(0),
                QueryAnswer.value(0),
                QueryAnswer.value(0.05),
                QueryAnswer.value(0),
                QueryAnswer.value(0.2));

        GateFailedException failed =
                failed(Map.of("metrics", List.of(errors(Map.of()), metric("slow", SLOW, "value < 1")), "count", 100));

        assertThat(failed)
                .hasMessageStartingWith(
                        "The watch of payments 1.4.0 in prod failed: errors at 2026-11-20T12:01:30Z was 0.2,"
                                + " expected value < 1%; 2 of 4 measurements failed, 1 allowed.")
                .hasMessageEndingWith(failed.advice());
        assertThat(failed.result()).containsEntry("verdict", "failed").containsEntry("seconds", 90L);
        assertThat(run.warnings())
                .containsExactly(
                        "errors was 0.05, expected value < 1% (failed 1, allowed 1)",
                        "errors was 0.2, expected value < 1% (failed 2, allowed 1)");
        assertThat(kept.get("delivery/watch-payments-prod.md"))
                .contains("## errors", "- 2026-11-20T12:01:30Z failed: was 0.2, expected value \\< 1%");
    }

    @Test
    void aBadMeasurementAtTheEndIsWatchedOn() throws Exception {
        prometheus.answer(
                ERRORS,
                QueryAnswer.value(0),
                QueryAnswer.value(0),
                QueryAnswer.value(0),
                QueryAnswer.value(0.2),
                QueryAnswer.value(0));
        MetricsWatchResult once = run(Map.of("metrics", List.of(errors(Map.of())), "count", 3));
        assertThat(once.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(once.table().get(0)).containsEntry("samples", 4).containsEntry("failed", 1);
        assertThat(once.message()).endsWith("1 of them not good, which is within the limits.");

        prometheus.answer(
                ERRORS, QueryAnswer.value(0), QueryAnswer.value(0), QueryAnswer.value(0), QueryAnswer.value(0.2));
        assertThat(failed(Map.of("metrics", List.of(errors(Map.of())), "count", 3)))
                .hasMessageContaining("2 of 4 measurements failed");
    }

    @Test
    void enoughSuccessesInARowEndItEarly() throws Exception {
        prometheus.answer(
                ERRORS,
                QueryAnswer.value(0),
                QueryAnswer.value(0),
                QueryAnswer.value(1),
                QueryAnswer.value(0),
                QueryAnswer.value(0),
                QueryAnswer.value(0));
        MetricsWatchResult result =
                run(Map.of("metrics", List.of(errors(Map.of("consecutiveSuccesses", 3))), "count", 50));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.table().get(0)).containsEntry("samples", 5);
    }

    @Test
    void tooFewSuccessesInARowFailWhenSomethingFailed() {
        List<QueryAnswer> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(QueryAnswer.value(i % 2));
        }
        prometheus.answer(ERRORS, QueryAnswer.value(0), answers.toArray(QueryAnswer[]::new));
        assertThat(failed(Map.of(
                        "metrics", List.of(errors(Map.of("consecutiveSuccesses", 3, "failureLimit", 5))), "count", 8)))
                .hasMessageContaining("there were no 3 good ones in a row in 8 measurements.");
    }

    @Test
    void warnsInsteadOfFailingWhenAsked() throws Exception {
        prometheus.answer(ERRORS, QueryAnswer.value(1));
        MetricsWatchResult result = run(Map.of("metrics", List.of(errors(Map.of())), "onFail", "warn"));
        assertThat(result.verdict()).isEqualTo(GateVerdict.FAILED);
        assertThat(run.warnings()).last().asString().endsWith("The delivery goes on because onFail is warn.");
    }
}
