package io.jenkins.plugins.delivery.engine.gate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Outcome of {@code e2eGate}.
 *
 * @param gate what was asked: name, environment, address, attempt
 * @param verdict the decision
 * @param message one sentence: what decided it
 * @param checks readiness and URL checks in their order
 * @param suites what ran against the environment
 * @param notes sentences for people that decided nothing
 * @param took from the start of the wait to the decision
 */
public record E2eGateResult(
        E2eGateRequest gate,
        GateVerdict verdict,
        String message,
        List<CheckOutcome> checks,
        List<SuiteResult> suites,
        List<String> notes,
        Duration took)
        implements GateResult {

    /** The sum of all suites of tests. */
    public TestResults tests() {
        return suites.stream()
                .map(SuiteResult::tests)
                .filter(Objects::nonNull)
                .reduce(TestResults.NONE, TestResults::plus);
    }

    /** The failed tests to run again, by suite; empty unless the gate is undecided. */
    public Map<String, List<String>> rerun() {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        if (verdict == GateVerdict.UNDECIDED) {
            suites.stream()
                    .filter(suite -> suite.verdict() == GateVerdict.FAILED)
                    .forEach(suite -> ids.put(
                            suite.name(),
                            suite.tests().failures().stream()
                                    .map(TestFailure::id)
                                    .distinct()
                                    .toList()));
        }
        return ids;
    }

    /** Everything that people should look at, whatever was decided. */
    public List<String> allNotes() {
        return Stream.concat(notes.stream(), suites.stream().flatMap(suite -> suite.notes().stream()))
                .distinct()
                .toList();
    }

    @Override
    public Map<String, Object> toMap() {
        TestResults tests = tests();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", verdict.text());
        map.put("message", message);
        if (verdict == GateVerdict.FAILED || verdict == GateVerdict.ERRORED) {
            map.put("advice", GateDecision.advice(this));
        }
        map.put("name", gate.name());
        if (gate.env() != null) {
            map.put("env", gate.env());
        }
        if (gate.url() != null) {
            map.put("url", gate.url());
        }
        map.put("attempt", Math.max(1, gate.attempt()));
        map.put("checks", checks.stream().map(CheckOutcome::toMap).toList());
        map.put("suites", suites.stream().map(this::suite).toList());
        map.put("tests", tests.numbers());
        map.put("failures", tests.failures().stream().map(TestFailure::toMap).toList());
        map.put("flaky", flaky());
        map.put("rerun", rerun());
        map.put("notes", allNotes());
        map.put("report", GateReport.name(gate) + ".html");
        map.put("seconds", took.toSeconds());
        return map;
    }

    /** One by one the tests are needed to judge the next attempt; otherwise they would only fill the state of the run. */
    private Map<String, Object> suite(SuiteResult suite) {
        Map<String, Object> map = suite.toMap();
        if (verdict != GateVerdict.UNDECIDED) {
            map.remove("details");
            map.computeIfPresent("tests", (key, tests) -> suite.tests().numbers());
        }
        return map;
    }

    private List<Map<String, Object>> flaky() {
        return suites.stream()
                .filter(suite -> suite.tests() != null)
                .flatMap(suite -> suite.tests().flakes().stream().map(flake -> {
                    Map<String, Object> map = new LinkedHashMap<>(Map.of("suite", suite.name()));
                    map.putAll(flake.toMap());
                    return map;
                }))
                .toList();
    }
}
