package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of {@code quarantine}.
 *
 * @param service that was asked about
 * @param version that was asked about, or null
 * @param commit the GitOps commit; null when nothing had to be changed
 * @param banned what is banned now
 */
public record QuarantineResult(String service, String version, String commit, List<QuarantineLine> banned)
        implements OperationResult {

    public QuarantineResult {
        banned = List.copyOf(banned);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("service", service);
        if (version != null) {
            map.put("version", version);
            map.put("quarantined", banned.stream().anyMatch(line -> version.equals(line.version())));
        }
        map.put("changed", commit != null);
        if (commit != null) {
            map.put("commit", commit);
        }
        map.put("banned", banned.stream().map(QuarantineLine::toMap).toList());
        return map;
    }
}
