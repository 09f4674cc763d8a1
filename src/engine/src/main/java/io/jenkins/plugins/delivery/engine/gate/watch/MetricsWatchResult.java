package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.gate.GateResult;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of {@code metricsWatch}.
 *
 * @param verdict the decision
 * @param message one sentence: what decided it
 * @param what name, env, service and version, as far as they are known
 * @param table one row for each metric and for the probe
 * @param url the dashboard of the time that was watched; null without one
 * @param from when the watch began
 * @param to when it was decided
 */
public record MetricsWatchResult(
        GateVerdict verdict,
        String message,
        Map<String, Object> what,
        List<Map<String, Object>> table,
        String url,
        Instant from,
        Instant to)
        implements GateResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", verdict.text());
        map.put("message", message);
        if (verdict != GateVerdict.PASSED) {
            map.put("advice", WatchDecision.advice(this));
        }
        map.putAll(what);
        map.put("samples", samples());
        map.put("table", table);
        if (url != null) {
            map.put("url", url);
        }
        map.put("from", WatchWords.clock(from));
        map.put("to", WatchWords.clock(to));
        map.put("seconds", Duration.between(from, to).toSeconds());
        return map;
    }

    /** How many measurements saw something. */
    private int samples() {
        return table.stream()
                .mapToInt(row -> ((Number) row.get("samples")).intValue())
                .sum();
    }
}
