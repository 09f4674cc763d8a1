package io.jenkins.plugins.delivery.testbed.argo;

import java.util.Map;

/** A sync window of a project that denies syncs and is open now. */
record DenyWindow(String schedule, String duration) {

    /** As {@code applicationApplicationSyncWindow}. */
    Map<String, Object> toJson() {
        return Map.of("kind", "deny", "schedule", schedule, "duration", duration, "manualSync", false);
    }
}
