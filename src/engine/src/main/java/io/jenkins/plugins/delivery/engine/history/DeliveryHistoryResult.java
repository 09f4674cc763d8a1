package io.jenkins.plugins.delivery.engine.history;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of {@code deliveryHistory}.
 *
 * @param from first moment of the period
 * @param until first moment after it
 * @param total how many lines the period has
 * @param lines the newest of them, newest first
 * @param figures of each service in each environment, with {@code service} and {@code env}
 * @param notes what is not known and why
 */
public record DeliveryHistoryResult(
        Instant from,
        Instant until,
        int total,
        List<Map<String, Object>> lines,
        List<Map<String, Object>> figures,
        List<String> notes)
        implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from", from.toString());
        map.put("until", until.toString());
        map.put("total", total);
        map.put("lines", lines);
        map.put("figures", figures);
        map.put("notes", notes);
        return map;
    }
}
