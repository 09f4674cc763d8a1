package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricJudgeTest {

    private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // success, failure, value, outcome, what is said
                "value < 1 |           | 0.5  | SUCCESSFUL   | was 0.5",
                "value < 1 |           | 1    | FAILED       | was 1, expected value < 1",
                "          | value > 5 | 5    | SUCCESSFUL   | was 5",
                "          | value > 5 | 6    | FAILED       | was 6, expected not value > 5",
                "value < 1 | value > 5 | 0    | SUCCESSFUL   | was 0",
                "value < 1 | value > 5 | 6    | FAILED       | was 6, expected not value > 5",
                "value < 1 | value > 5 | 3    | INCONCLUSIVE | was 3, neither value < 1 nor value > 5",
                "value < 9 | value > 5 | 6    | FAILED       | was 6, expected not value > 5",
                "value < 1 |           | +Inf | FAILED       | was +Inf, expected value < 1",
                "value > 1 |           | -Inf | FAILED       | was -Inf, expected value > 1",
                "value < 1 |           | NaN  | INCONCLUSIVE | had no number (NaN: nothing happened to measure)",
                "value/0*0 < 1 |       | 5    | INCONCLUSIVE | was 5, 'value/0*0 < 1' has no number to compare"
            })
    void judgesByConditions(String success, String failure, String value, Outcome outcome, String said) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("success", success);
        map.put("failure", failure);
        Measurement seen = judge(map, OnNoData.INCONCLUSIVE, List.of(Numbers.of(value)), List.of());
        assertThat(seen.outcome()).isEqualTo(outcome);
        assertThat(seen.text()).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the step's policy, the metric's, outcome
                "INCONCLUSIVE |      | INCONCLUSIVE",
                "FAIL         |      | FAILED",
                "PASS         |      | SUCCESSFUL",
                "FAIL         | pass | SUCCESSFUL",
                "PASS         | fail | FAILED"
            })
    void noDataIsWhatThePolicySays(OnNoData step, String metric, Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("success", "value < 1");
        map.put("onNoData", metric);
        assertThat(judge(map, step, List.of(), List.of()).outcome()).isEqualTo(outcome);
        assertThat(judge(map, step, List.of(Double.NaN, Double.NaN), List.of()).outcome())
                .isEqualTo(outcome);
    }

    @Test
    void valueMeansOneSeries() {
        Measurement seen = judge(Map.of("success", "value < 1"), OnNoData.PASS, List.of(0.1, 0.2), List.of());
        assertThat(seen.outcome()).isEqualTo(Outcome.ERRORED);
        assertThat(seen.text()).contains("has 2 series where 'value' means one; aggregate");
    }

    @Test
    void seriesWithoutANumberDoNotCount() {
        assertThat(judge(Map.of("success", "value < 1"), OnNoData.FAIL, List.of(Double.NaN, 0.2), List.of())
                        .outcome())
                .isEqualTo(Outcome.SUCCESSFUL);
        assertThat(judge(
                                Map.of("success", "count(values) == 2"),
                                OnNoData.FAIL,
                                List.of(3.0, Double.NaN, 0.2),
                                List.of())
                        .outcome())
                .isEqualTo(Outcome.SUCCESSFUL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // increase, decrease, difference, value, baseline, outcome
                "20% |     |      | 1.2  | 1    | SUCCESSFUL",
                "20% |     |      | 1.21 | 1    | FAILED",
                "20% |     |      | 0.1  | 1    | SUCCESSFUL",
                "    | 50% |      | 0.5  | 1    | SUCCESSFUL",
                "    | 50% |      | 0.49 | 1    | FAILED",
                "    | 50% |      | 9    | 1    | SUCCESSFUL",
                "20% | 50% |      | 2    | 1    | FAILED",
                "20% | 50% |      | 0.1  | 1    | FAILED",
                "    |     | 0.5  | 1.5  | 1    | SUCCESSFUL",
                "    |     | 0.5  | 1.6  | 1    | FAILED",
                "    |     | 0.5  | 0.4  | 1    | FAILED",
                "20% |     | 0.05 | 0.04 | 0.01 | SUCCESSFUL",
                "20% |     | 0.05 | 0.07 | 0.01 | FAILED",
                "20% |     |      | 0.01 | 0    | FAILED",
                "20% |     |      | 0    | 0    | SUCCESSFUL",
                "20% |     | 0.05 | 0.01 | 0    | SUCCESSFUL",
                "20% |     |      | -1.1 | -1   | SUCCESSFUL",
                "20% |     |      | +Inf | 1    | FAILED",
                "20% |     |      | +Inf | +Inf | SUCCESSFUL",
                "0%  |     |      | 1    | 1    | SUCCESSFUL"
            })
    void comparesWithTheBaseline(
            String increase, String decrease, String difference, String value, String baseline, Outcome outcome) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("offset", "1h");
        put(limits, "maxIncrease", increase);
        put(limits, "maxDecrease", decrease);
        put(limits, "maxDifference", difference);
        Measurement seen = judge(
                Map.of("baseline", limits),
                OnNoData.INCONCLUSIVE,
                List.of(Numbers.of(value)),
                List.of(Numbers.of(baseline)));
        assertThat(seen.outcome()).as(seen.text()).isEqualTo(outcome);
        assertThat(seen.baseline()).isEqualTo(Numbers.of(baseline));
    }

    @Test
    void saysByHowMuchItMayDiffer() {
        Map<String, Object> limits =
                Map.of("before", "10m", "maxIncrease", "20%", "maxDecrease", "10%", "maxDifference", 0.05);
        Map<String, Object> map = Map.of("baseline", limits);
        assertThat(judge(map, OnNoData.FAIL, List.of(0.53), List.of(0.4)).text())
                .isEqualTo("was 0.53, expected at most 20% or 0.05 above the baseline of 0.4");
        assertThat(judge(map, OnNoData.FAIL, List.of(0.1), List.of(0.4)).text())
                .isEqualTo("was 0.1, expected at most 10% or 0.05 below the baseline of 0.4");
    }

    @Test
    void aBaselineThatIsMissingHasAPolicyOfItsOwn() {
        Map<String, Object> limits = Map.of("before", "10m", "maxIncrease", "20%");
        Measurement undecided = judge(Map.of("baseline", limits), OnNoData.INCONCLUSIVE, List.of(0.5), List.of());
        assertThat(undecided.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(undecided.text())
                .isEqualTo(
                        "was 0.5, but had no data 10m before the release to compare with (a first deployment has none; onNoData of"
                                + " the baseline says what that is)");

        Map<String, Object> first = new LinkedHashMap<>(limits);
        first.put("onNoData", "pass");
        assertThat(judge(Map.of("baseline", first), OnNoData.INCONCLUSIVE, List.of(0.5), List.of(Double.NaN))
                        .outcome())
                .isEqualTo(Outcome.SUCCESSFUL);
    }

    @Test
    void aMissingBaselineHidesNoFailureOfTheConditionBesideIt() {
        Map<String, Object> both = Map.of(
                "success", "value < 1", "baseline", Map.of("before", "10m", "maxIncrease", "20%", "onNoData", "pass"));
        assertThat(judge(both, OnNoData.INCONCLUSIVE, List.of(2.0), List.of()).outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(judge(both, OnNoData.INCONCLUSIVE, List.of(0.5), List.of()).outcome())
                .isEqualTo(Outcome.SUCCESSFUL);
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static Measurement judge(
            Map<String, ?> map, OnNoData onNoData, List<Double> values, List<Double> baseline) {
        Map<String, Object> metric = new LinkedHashMap<>(map);
        metric.put("name", "m");
        metric.put("query", "up");
        List<Double> copy = Arrays.asList(values.toArray(Double[]::new));
        return new MetricJudge(WatchedMetric.bind(metric), onNoData).judge(AT, copy, baseline);
    }
}
