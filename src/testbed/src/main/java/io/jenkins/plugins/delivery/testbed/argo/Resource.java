package io.jenkins.plugins.delivery.testbed.argo;

import java.util.List;

/** One resource that an application manages. */
record Resource(String group, String version, String kind, String name, List<String> images) {

    /** Whether it owns pods, and so has a health that a bad image can spoil. */
    boolean isWorkload() {
        return List.of("Deployment", "StatefulSet", "DaemonSet").contains(kind);
    }
}
