package io.jenkins.plugins.delivery.engine.turn;

import io.jenkins.plugins.delivery.engine.OperationResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcome of {@code promotionTurn}.
 *
 * @param claim of this run
 * @param end how it came out
 * @param by the newer build that makes this one superfluous; null unless superseded
 * @param waited how long
 * @param override who set a freeze aside and why, for {@code argoPromote}; null when none was in the way
 */
public record PromotionTurnResult(Claim claim, End end, Claim by, Duration waited, String override)
        implements OperationResult {

    /** How it came out. */
    public enum End {
        /** The run has the turn. */
        GRANTED,
        /** A newer build takes the place of this one. */
        SUPERSEDED,
        /** The turn was given back. */
        RELEASED,
        /** A dry run takes no turn. */
        PLANNED
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("env", claim.target().environment());
        map.put("service", claim.target().service());
        map.put("superseded", end == End.SUPERSEDED);
        if (by != null) {
            map.put("by", by.toString());
        }
        map.put("waited", waited.toSeconds());
        if (override != null) {
            map.put("override", override);
        }
        if (end == End.GRANTED) {
            map.put("turn", claim.toMap());
        }
        return map;
    }
}
