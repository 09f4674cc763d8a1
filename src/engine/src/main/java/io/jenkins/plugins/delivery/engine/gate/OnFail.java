package io.jenkins.plugins.delivery.engine.gate;

/** What a gate does when it does not pass. */
public enum OnFail {
    /** Ends the delivery. */
    FAIL,
    /** Says so in the log and in the result, and lets the delivery go on. */
    WARN,
    /** Says so in the log and in the result; whoever called decides by the verdict what follows, such as the way back after a failure. */
    TELL
}
