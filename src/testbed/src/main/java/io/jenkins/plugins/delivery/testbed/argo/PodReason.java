package io.jenkins.plugins.delivery.testbed.argo;

/** Why a container of a degraded application waits. */
public enum PodReason {
    /** It starts and dies. */
    CRASH_LOOP_BACK_OFF("CrashLoopBackOff"),
    /** Its image cannot be pulled. */
    IMAGE_PULL_BACK_OFF("ImagePullBackOff"),
    /** A secret or config map is missing. */
    CREATE_CONTAINER_CONFIG_ERROR("CreateContainerConfigError"),
    /** It took too much memory. */
    OOM_KILLED("OOMKilled");

    private final String label;

    PodReason(String label) {
        this.label = label;
    }

    /** The value as the API spells it. */
    public String label() {
        return label;
    }
}
