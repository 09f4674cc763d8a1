package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of {@code ecrScan}.
 *
 * @param status of the scan as ECR names it, for example COMPLETE
 * @param digest of the scanned image
 * @param verdict what the policy says of the findings
 */
public record EcrScanResult(String status, String digest, ScanVerdict verdict) implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> counts = new LinkedHashMap<>();
        verdict.counts().forEach((severity, count) -> counts.put(severity.text(), count));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("status", status);
        map.put("verdict", verdict.decision().text());
        map.put("digest", digest);
        map.put("counts", counts);
        map.put("findings", maps(verdict.findings()));
        map.put("allowed", maps(verdict.allowed()));
        map.put(
                "expired",
                verdict.expired().stream().map(AllowList.Entry::toMap).toList());
        return map;
    }

    private static List<Map<String, Object>> maps(List<Finding> findings) {
        return findings.stream().map(Finding::toMap).toList();
    }
}
