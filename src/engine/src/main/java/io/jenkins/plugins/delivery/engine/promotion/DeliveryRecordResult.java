package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.OperationResult;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcome of {@code deliveryRecord}.
 *
 * @param entry what was written
 * @param commit in the GitOps repository; null in a dry run
 */
public record DeliveryRecordResult(LedgerEntry entry, String commit) implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("action", entry.action().text());
        map.put("env", entry.environment());
        map.put("service", entry.service());
        if (commit != null) {
            map.put("commit", commit);
        }
        return map;
    }
}
