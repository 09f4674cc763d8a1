package io.jenkins.plugins.delivery.engine.argo.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code applicationApplicationSyncWindowsResponse}: which windows an application has, and whether it may sync now. */
final class SyncWindowJson {

    private SyncWindowJson() {}

    /** What forbids a sync now: an active window that denies, or that none of those that allow is active. */
    static Optional<String> blocking(JsonNode json) {
        if (json.path("canSync").asBoolean()) {
            return Optional.empty();
        }
        List<String> denying = windows(json.path("activeWindows"), "deny");
        if (!denying.isEmpty()) {
            return Optional.of("the sync window that denies it is open (" + String.join(", ", denying) + ")");
        }
        List<String> allowing = windows(json.path("assignedWindows"), "allow");
        return Optional.of(
                allowing.isEmpty()
                        ? "its sync windows do not allow it now"
                        : "no sync window that allows it is open (" + String.join(", ", allowing) + ")");
    }

    private static List<String> windows(JsonNode json, String kind) {
        List<String> windows = new ArrayList<>();
        for (JsonNode window : json) {
            if (window.path("kind").asText().equals(kind)) {
                windows.add("'" + window.path("schedule").asText() + "' for "
                        + window.path("duration").asText());
            }
        }
        return windows;
    }
}
