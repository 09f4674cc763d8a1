package io.jenkins.plugins.delivery.engine.gate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one check saw.
 *
 * @param name what was checked, for example {@code GET /health}
 * @param verdict the decision on this check
 * @param expected what it was compared with
 * @param actual what was seen
 * @param took from sending the request to the last byte of the answer
 */
public record CheckOutcome(String name, GateVerdict verdict, String expected, String actual, Duration took) {

    /** As in the result of {@code e2eGate}; {@code millis} is the time it took. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("verdict", verdict.text());
        map.put("expected", expected);
        map.put("actual", actual);
        map.put("millis", took.toMillis());
        return map;
    }

    /** The inverse of {@link #toMap()}. */
    static CheckOutcome fromMap(Map<?, ?> map) {
        return new CheckOutcome(
                (String) map.get("name"),
                GateVerdict.of(map.get("verdict")),
                (String) map.get("expected"),
                (String) map.get("actual"),
                Duration.ofMillis(((Number) map.get("millis")).longValue()));
    }

    /** For people: what was seen, and what was expected. */
    String sentence() {
        return verdict == GateVerdict.PASSED
                ? name + ": " + actual + ", as expected (" + expected + ")"
                : name + ": expected " + expected + ", but " + actual;
    }
}
