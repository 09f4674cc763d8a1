package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.testbed.prometheus.QueryAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Comparison with the time before the release, or the same query earlier. */
class WatchBaselineTest extends WatchFixture {

    @Test
    void comparesWithTheTimeBeforeTheRelease() throws Exception {
        Instant begin = run.context().clock().instant();
        prometheus.answer(
                ERRORS, time -> QueryAnswer.value(time.isBefore(begin.minus(Duration.ofMinutes(10))) ? 0.10 : 0.13));
        Map<String, Object> baseline = Map.of("before", "5m", "maxIncrease", "20%");
        Map<String, Object> compared = Map.of("name", "errors", "query", ERRORS, "baseline", baseline);
        String released = begin.minus(Duration.ofMinutes(6)).toString();
        assertThat(failed(Map.of("metrics", List.of(compared), "released", released)))
                .hasMessageContaining("was 0.13, expected at most 20% above the baseline of 0.1; ");
        assertThat(run(Map.of("metrics", List.of(compared))).verdict()).isEqualTo(GateVerdict.PASSED);
    }

    @Test
    void comparesWithTheSameQueryEarlier() {
        Instant begin = run.context().clock().instant();
        prometheus.answer(
                ERRORS,
                time -> QueryAnswer.value(
                        Duration.between(begin.minus(Duration.ofDays(8)), time).toSeconds()));
        Map<String, Object> weekly = Map.of(
                "name",
                "load",
                "query",
                ERRORS,
                "success",
                "value - baseline == 604800",
                "baseline",
                Map.of("offset", "7d", "maxDifference", 604799));
        assertThat(failed(Map.of("metrics", List.of(weekly))))
                .hasMessageContaining("was 691230, expected at most 604799 above the baseline of 86430; ");
        assertThat(prometheus.requests("GET", "/api/v1/query").stream().flatMap(r -> r.queryParameter("time").stream()))
                .contains("1794571200.000", "1794571230.000");
    }

    @Test
    void theClockOfPrometheusCounts() throws Exception {
        prometheusWith(Clock.offset(run.context().clock(), Duration.ofMinutes(-3)));
        prometheus.answer(ERRORS, QueryAnswer.value(1));
        run(Map.of(
                "metrics",
                List.of(Map.of(
                        "name", "errors", "query", ERRORS, "baseline", Map.of("before", "10m", "maxIncrease", "20%"))),
                "count",
                2));
        assertThat(run.warnings()).singleElement().asString().contains("is 3m behind the one here");
        assertThat(prometheus.requests().stream().flatMap(r -> r.queryParameter("time").stream()))
                .containsExactly(String.format(
                        "%d.000", Instant.parse("2026-11-20T11:47:00Z").getEpochSecond()));
    }

    /** Of a first deployment there was nothing before. */
    @Test
    void aFirstDeploymentIsUndecidedInWordsAndPassesWhereTheTeamSaysSo() throws Exception {
        Instant begin = now();
        prometheus.answer(ERRORS, time -> time.isBefore(begin) ? QueryAnswer.empty() : QueryAnswer.value(0.2));
        TerminalException errored = errored(Map.of("metrics", List.of(compared(Map.of()))));
        assertThat(errored)
                .hasMessageContaining(
                        "could not decide: errors at 2026-11-20T12:01:30Z was 0.2, but had no data 10m before the"
                                + " release to compare with (a first deployment has none; onNoData of the baseline says what that"
                                + " is); 4 of 4 measurements decided nothing, 3 allowed.");
        MetricsWatchResult passed = run(Map.of("metrics", List.of(compared(Map.of("onNoData", "pass"))), "count", 3));
        assertThat(passed.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(passed.table().get(0)).doesNotContainKey("baseline");
        assertThat(failed(Map.of("metrics", List.of(compared(Map.of("onNoData", "fail"))))))
                .hasMessageContaining("had no data 10m before the release");
    }

    /** No traffic before the release: 0/0. */
    @Test
    void noNumberBeforeTheReleaseIsNoBaseline() {
        Instant begin = now();
        prometheus.answer(ERRORS, time -> QueryAnswer.value(time.isBefore(begin) ? Double.NaN : 0.2));
        assertThat(errored(Map.of("metrics", List.of(compared(Map.of())))))
                .hasMessageContaining("but had no data 10m before the release to compare with");
    }

    /** What needs no baseline still fails. */
    @Test
    void aConditionDecidesWithoutABaselineAsWell() {
        Instant begin = now();
        prometheus.answer(ERRORS, time -> time.isBefore(begin) ? QueryAnswer.empty() : QueryAnswer.value(0.2));
        Map<String, Object> both = new LinkedHashMap<>(compared(Map.of("onNoData", "pass")));
        both.put("success", "value < 0.1");
        assertThat(failed(Map.of("metrics", List.of(both)))).hasMessageContaining("was 0.2, expected value < 0.1");
    }

    private static Map<String, Object> compared(Map<String, Object> more) {
        Map<String, Object> baseline = new LinkedHashMap<>(Map.of("before", "10m", "maxIncrease", "20%"));
        baseline.putAll(more);
        return Map.of("name", "errors", "query", ERRORS, "baseline", baseline);
    }
}
