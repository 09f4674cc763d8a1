package io.jenkins.plugins.delivery.testbed.kube;

/** How the pods of a workload fare that runs a certain image. */
public enum Rollout {
    /** All are ready at once. */
    READY,
    /** They are started and never become ready. */
    STARTING,
    /** They end with exit code 1 again and again. */
    CRASH_LOOP,
    /** Their image is not in the registry. */
    NO_IMAGE,
    /** The controller has given the rollout up (ProgressDeadlineExceeded), or the Job has failed. */
    GIVEN_UP
}
