package io.jenkins.plugins.delivery.engine.promotion;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the request in a ticket that an earlier version of the plugin has saved: a restart for an update must not lose a wait. */
final class SavedRequest {

    private SavedRequest() {}

    /** The same request in today's parameters. */
    static Map<String, Object> today(Map<String, Object> saved) {
        Map<String, Object> request = new LinkedHashMap<>(saved);
        Object onFailure = request.remove("onFailure");
        if (onFailure != null) {
            boolean back = onFailure.toString().equalsIgnoreCase("rollback");
            request.putIfAbsent("rollback", back ? "auto" : "off");
        }
        return request;
    }
}
