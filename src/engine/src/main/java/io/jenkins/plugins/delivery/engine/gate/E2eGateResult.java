package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of {@code e2eGate}.
 *
 * @param name the gate's name
 * @param env the environment; null when the gate was not told
 * @param verdict the decision
 * @param message one sentence: what decided it
 * @param checks readiness and URL checks in their order
 * @param tests the sum of the reports
 * @param took from the start of the wait to the decision
 */
public record E2eGateResult(
        String name,
        String env,
        GateVerdict verdict,
        String message,
        List<CheckOutcome> checks,
        JUnitResults tests,
        Duration took)
        implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", verdict.text());
        map.put("message", message);
        map.put("name", name);
        if (env != null) {
            map.put("env", env);
        }
        map.put("checks", checks.stream().map(CheckOutcome::toMap).toList());
        map.put("tests", tests.toMap());
        map.put("failures", tests.failures().stream().map(TestFailure::toMap).toList());
        map.put("seconds", took.toSeconds());
        return map;
    }
}
