package io.jenkins.plugins.delivery.engine.turn;

/** What a promotion does that comes into a freeze. */
public enum OnFreeze {
    /** Waits until it ends. */
    WAIT,
    /** Fails, and says when it ends. */
    FAIL
}
