package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Outcome of {@code ecrScan}. The map is small, whatever the number of findings: a host keeps it with the run's state, and the reports
 * have the rest.
 *
 * @param status of the scan as ECR names it, for example COMPLETE
 * @param digest of the scanned image
 * @param verdict what the policy says of the findings
 * @param delta how the findings differ from those of what runs, or why that is not known; empty when nobody asked
 * @param report name of the full report that was kept with the run; empty in a dry run
 */
public record EcrScanResult(
        String status, String digest, ScanVerdict verdict, Optional<String> delta, Optional<String> report)
        implements OperationResult {

    private static final int MOST_LISTED = 20;

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
        map.put("known", verdict.with(Standing.KNOWN).size());
        map.put("expired", entries(verdict.expired()));
        map.put("unmatched", entries(verdict.unmatched()));
        delta.ifPresent(sentence -> map.put("delta", sentence));
        report.ifPresent(name -> map.put("report", name));
        return map;
    }

    private static List<Map<String, Object>> maps(List<Finding> findings) {
        return findings.stream().limit(MOST_LISTED).map(Finding::toMap).toList();
    }

    private static List<Map<String, Object>> entries(List<AllowList.Entry> entries) {
        return entries.stream().limit(MOST_LISTED).map(AllowList.Entry::toMap).toList();
    }
}
