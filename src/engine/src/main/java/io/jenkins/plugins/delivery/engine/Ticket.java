package io.jenkins.plugins.delivery.engine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Handle of a wait: everything a later poll needs, as plain values that a host can persist.
 *
 * @param operation name of the step that waits
 * @param startedAt when the wait began
 * @param deadline when it is given up
 * @param state strings, numbers, booleans, lists and maps only; never a secret
 */
public record Ticket(String operation, Instant startedAt, Instant deadline, Map<String, Object> state) {

    public Ticket {
        state = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(state));
    }

    /** The same wait with one value of its state replaced. */
    public Ticket with(String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(state);
        copy.put(key, value);
        return new Ticket(operation, startedAt, deadline, copy);
    }

    /** A string of the state. */
    public String text(String key) {
        Object value = state.get(key);
        return value == null ? null : value.toString();
    }

    /** For persistence; the inverse of {@link #fromMap}. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("operation", operation);
        map.put("startedAt", startedAt.toString());
        map.put("deadline", deadline.toString());
        map.put("state", state);
        return map;
    }

    @SuppressWarnings("unchecked")
    public static Ticket fromMap(Map<String, Object> map) {
        return new Ticket(
                (String) map.get("operation"),
                Instant.parse((String) map.get("startedAt")),
                Instant.parse((String) map.get("deadline")),
                (Map<String, Object>) map.get("state"));
    }
}
