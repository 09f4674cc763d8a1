package io.jenkins.plugins.delivery.testbed.argo;

/** Why the pod of a degraded application does not run. */
public enum PodReason {
    /** It starts and dies. */
    CRASH_LOOP_BACK_OFF("CrashLoopBackOff", "BackOff"),
    /** Its image cannot be pulled. */
    IMAGE_PULL_BACK_OFF("ImagePullBackOff", "BackOff"),
    /** A secret or config map is missing. */
    CREATE_CONTAINER_CONFIG_ERROR("CreateContainerConfigError", "Failed"),
    /** It took too much memory. */
    OOM_KILLED("OOMKilled", "BackOff"),
    /** It runs, and does not answer its readiness probe. */
    PROBE_FAILS("Running", "Unhealthy"),
    /** No node has room for it. */
    UNSCHEDULABLE("Pending", "FailedScheduling");

    private final String label;
    private final String event;

    PodReason(String label, String event) {
        this.label = label;
        this.event = event;
    }

    /** The value as the API spells it. */
    public String label() {
        return label;
    }

    /** The reason of the event that tells of it. */
    String event() {
        return event;
    }

    /** Whether the pod only does not become ready; then its own health is Progressing and its workload's Degraded. */
    boolean onlyUnready() {
        return this == PROBE_FAILS || this == UNSCHEDULABLE;
    }
}
