package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.prometheus.QueryAnswer;
import io.jenkins.plugins.delivery.testbed.prometheus.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What queries answer: no data, no number, several series, and queries that are none. */
class WatchDataTest extends WatchFixture {

    @Test
    void noDataIsUndecidedAndNoPass() {
        prometheus.answer(SLOW, QueryAnswer.value(0.1));
        TerminalException errored =
                errored(Map.of("metrics", List.of(errors(Map.of()), metric("slow", SLOW, "value < 1")), "count", 10));
        assertThat(errored)
                .hasMessageStartingWith(
                        "The watch of payments 1.4.0 in prod could not decide: errors at 2026-11-20T12:01:30Z"
                                + " had no data; 4 of 4 measurements decided nothing, 3 allowed.")
                .hasMessageContaining("This says nothing about the release");
        // The other metric could still have failed: it was watched to the end.
        assertThat(kept.get("delivery/watch-payments-prod.md")).contains("| slow | passed |", "| 10 | 0 | 0 | 0 | 0 |");
    }

    @Test
    void nanIsNoDataAndInfinityIsANumber() {
        prometheus.answer(ERRORS, QueryAnswer.value(Double.NaN));
        assertThat(errored(Map.of("metrics", List.of(errors(Map.of())))))
                .hasMessageContaining("had no number (NaN: nothing happened to measure)");
        prometheus.answer(ERRORS, QueryAnswer.value(Double.POSITIVE_INFINITY));
        GateFailedException failed = failed(Map.of("metrics", List.of(errors(Map.of()))));
        assertThat(failed).hasMessageContaining("was +Inf, expected value < 1%");
        assertThat(((Map<?, ?>) ((List<?>) failed.result().get("table")).get(0)).get("max"))
                .isEqualTo("+Inf");
    }

    @Test
    void noDataCanBeGoodOrBad() throws Exception {
        assertThat(run(Map.of("metrics", List.of(errors(Map.of("onNoData", "pass")))))
                        .verdict())
                .isEqualTo(GateVerdict.PASSED);
        assertThat(failed(Map.of("metrics", List.of(errors(Map.of())), "onNoData", "fail")))
                .hasMessageContaining("had no data");
    }

    @Test
    void everyQueryThatIsNoneIsRefusedBeforeTheWatchBegins() {
        prometheus.answer(ERRORS, QueryAnswer.badData("unexpected end of input"));
        prometheus.answer(SLOW, QueryAnswer.vector(sample("a"), sample("b")));
        prometheus.answer("up", QueryAnswer.value(1));
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class,
                () -> run(Map.of(
                        "initialDelay",
                        "1h",
                        "metrics",
                        List.of(
                                errors(Map.of()),
                                metric("up", "up", "value == 1"),
                                metric("slow", SLOW, "value < 1")))));
        assertThat(refused.problems()).hasSize(2);
        assertThat(refused.problems().get(0))
                .startsWith("metrics[0] (errors): Prometheus refuses the query '" + ERRORS + "':")
                .endsWith("1:1: parse error: unexpected end of input");
        assertThat(refused.problems().get(1)).startsWith("metrics[2] (slow): the query has 2 series");
        assertThat(run.pauses()).allMatch(Duration.ZERO::equals);
    }

    @Test
    void severalSeriesAreJudgedTogether() throws Exception {
        prometheus.answer(SLOW, QueryAnswer.vector(sample("a"), sample("b"), sample("c")));
        MetricsWatchResult result =
                run(Map.of("metrics", List.of(metric("slow", SLOW, "max(values) <= 1 and count(values) >= 3"))));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void aLongQueryIsPosted() throws Exception {
        String query = "sum(x{pod=~\"" + "a".repeat(5000) + "\"})";
        prometheus.answer(query, QueryAnswer.value(0));
        run(Map.of("metrics", List.of(metric("long", query, "value < 1")), "count", 2));
        assertThat(prometheus.requests("POST", "/api/v1/query")).hasSize(3);
        assertThat(prometheus.requests().stream().map(RecordedRequest::path)).allMatch(p -> p.length() < 1000);
    }

    private static Sample sample(String pod) {
        return new Sample(Map.of("pod", pod), 1);
    }
}
