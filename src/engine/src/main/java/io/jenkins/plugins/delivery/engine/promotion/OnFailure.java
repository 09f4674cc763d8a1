package io.jenkins.plugins.delivery.engine.promotion;

/** What {@code argoPromote} does when the promoted version does not become healthy. */
public enum OnFailure {
    /** Puts the previous values back with a forward commit, which auto-sync cannot undo. */
    ROLLBACK,
    /** Leaves Git as it is and says so. */
    FAIL
}
