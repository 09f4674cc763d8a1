package io.jenkins.plugins.delivery.engine.forge;

/** What a comment tells of a delivery. */
public enum CommentEvent {
    PASSED,
    FAILED,
    /** An earlier version was put back. */
    RESTORED,
    /** What the gates say of a pull request that is not merged yet. */
    CHECKED
}
