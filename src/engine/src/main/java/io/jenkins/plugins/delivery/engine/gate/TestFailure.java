package io.jenkins.plugins.delivery.engine.gate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A test that failed.
 *
 * @param test class and name of the test, as people know it
 * @param id what runs it again, see {@link TestCase#id()}; null when nothing does
 * @param message what it said, shortened
 * @param file the report it stands in, relative to the work directory
 * @param error whether an unexpected exception ended it, rather than an assertion
 */
public record TestFailure(String test, String id, String message, String file, boolean error) {

    /** As in the result of {@code e2eGate}. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("test", test);
        if (id != null) {
            map.put("id", id);
        }
        map.put("message", message);
        map.put("file", file);
        map.put("error", error);
        return map;
    }

    /** The inverse of {@link #toMap()}. */
    static TestFailure fromMap(Map<?, ?> map) {
        return new TestFailure(
                (String) map.get("test"),
                (String) map.get("id"),
                (String) map.get("message"),
                (String) map.get("file"),
                Boolean.TRUE.equals(map.get("error")));
    }
}
