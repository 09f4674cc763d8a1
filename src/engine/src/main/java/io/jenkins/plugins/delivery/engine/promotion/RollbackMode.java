package io.jenkins.plugins.delivery.engine.promotion;

/** What {@code argoPromote} does when the promoted version does not become healthy. */
public enum RollbackMode {
    /** Puts the last good values back with a forward commit, which auto-sync cannot undo. */
    AUTO,
    /** Leaves Git as it is until a person has decided. */
    ASK,
    /** Leaves Git as it is and says so. */
    OFF
}
