package io.jenkins.plugins.delivery.engine.promotion;

/** What {@code argoPromote} waits for after the push. */
public enum WaitFor {
    /** The revision is synced and the application stays Healthy. */
    HEALTHY,
    /** The revision is synced, whatever its health. */
    SYNCED,
    /** Nothing: the push is the end. */
    NONE
}
