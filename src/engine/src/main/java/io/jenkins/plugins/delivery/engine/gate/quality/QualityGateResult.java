package io.jenkins.plugins.delivery.engine.gate.quality;

import io.jenkins.plugins.delivery.engine.gate.GateResult;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of {@code qualityGate}.
 *
 * @param name the gate's name
 * @param verdict the decision
 * @param message one sentence with what decided it
 * @param task the scanner's receipt; null in a dry run
 * @param analysis id of the analysis that was judged; empty when there is none
 * @param conditions of the quality gate, in its order
 * @param trend how measures moved since the previous analysis
 */
public record QualityGateResult(
        String name,
        GateVerdict verdict,
        String message,
        ReportTask task,
        String analysis,
        List<Condition> conditions,
        List<Trend> trend)
        implements GateResult {

    public QualityGateResult {
        conditions = List.copyOf(conditions);
        trend = List.copyOf(trend);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", verdict.text());
        map.put("name", name);
        map.put("message", message);
        if (task != null) {
            map.put("project", task.project());
            map.put("receipt", task.toMap());
            if (!task.dashboard().isEmpty()) {
                map.put("url", task.dashboard());
            }
        }
        if (!analysis.isEmpty()) {
            map.put("analysis", analysis);
        }
        map.put("conditions", conditions.stream().map(Condition::toMap).toList());
        map.put("trend", trend.stream().map(Trend::toMap).toList());
        return map;
    }
}
