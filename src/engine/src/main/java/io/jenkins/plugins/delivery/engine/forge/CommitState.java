package io.jenkins.plugins.delivery.engine.forge;

/** What a status says of a commit. */
public enum CommitState {
    /** Not done yet; where the status is required, nothing is merged meanwhile. */
    PENDING,
    SUCCESS,
    /** Decided: no. */
    FAILURE,
    /** Could not decide. */
    ERROR
}
