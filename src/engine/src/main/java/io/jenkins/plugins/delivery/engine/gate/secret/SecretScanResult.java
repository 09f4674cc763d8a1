package io.jenkins.plugins.delivery.engine.gate.secret;

import io.jenkins.plugins.delivery.engine.gate.GateResult;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcome of {@code secretScan}.
 *
 * @param name the gate's name
 * @param verdict the decision
 * @param message one sentence with the first findings
 * @param judged what was found
 * @param commits how many were scanned
 */
public record SecretScanResult(String name, GateVerdict verdict, String message, JudgedSecrets judged, int commits)
        implements GateResult {

    /** The rest stands in the attachment. */
    private static final int MOST = 20;

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", verdict.text());
        map.put("name", name);
        map.put("message", message);
        map.put(
                "findings",
                judged.counting().stream().limit(MOST).map(SecretFinding::toMap).toList());
        map.put(
                "counts",
                Map.of(
                        "findings", judged.counting().size(),
                        "allowed", judged.allowed().size(),
                        "known", judged.known().size()));
        map.put(
                "expired",
                judged.expired().stream().map(SecretAllowList.Entry::subject).toList());
        map.put(
                "unmatched",
                judged.unmatched().stream().map(SecretAllowList.Entry::subject).toList());
        map.put("commits", commits);
        return map;
    }
}
