package io.jenkins.plugins.delivery.engine.gate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A test that failed and does not count as failed.
 *
 * @param test its name as people know it
 * @param message what it said when it failed first
 * @param file the report it stands in
 * @param why it does not count, a clause: {@code passed on attempt 2}
 */
public record FlakyTest(String test, String message, String file, String why) {

    /** As in the result of {@code e2eGate}. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("test", test);
        map.put("message", message);
        map.put("file", file);
        map.put("why", why);
        return map;
    }

    static FlakyTest fromMap(Map<?, ?> map) {
        return new FlakyTest((String) map.get("test"), (String) map.get("message"), (String) map.get("file"), (String)
                map.get("why"));
    }
}
