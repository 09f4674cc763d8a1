package io.jenkins.plugins.delivery.engine.gate;

import java.util.Map;

/**
 * A test that failed.
 *
 * @param test class and name of the test, as people know it
 * @param message what it said, shortened
 * @param file the report it stands in, relative to the work directory
 */
public record TestFailure(String test, String message, String file) {

    /** As in the result of {@code e2eGate}. */
    public Map<String, Object> toMap() {
        return Map.of("test", test, "message", message, "file", file);
    }

    /** The inverse of {@link #toMap()}. */
    static TestFailure fromMap(Map<?, ?> map) {
        return new TestFailure((String) map.get("test"), (String) map.get("message"), (String) map.get("file"));
    }
}
