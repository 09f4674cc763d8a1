package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcome of {@code promotedVersion}.
 *
 * @param promotion the newest one that was not undone; null when there is none, or it is not known
 * @param problem why it is not known; null when nothing was in the way
 */
public record PromotedVersionResult(PromotionRecord promotion, String problem) implements OperationResult {

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("found", promotion != null);
        if (promotion != null) {
            map.put("version", promotion.version());
            put(map, "digest", promotion.digest());
            put(map, "chartVersion", promotion.chartVersion());
            put(map, "evidence", promotion.evidence());
            put(map, "sourceCommit", promotion.sourceCommit());
            put(map, "run", promotion.run());
            map.put("commit", promotion.id());
        }
        put(map, "problem", problem);
        return map;
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
