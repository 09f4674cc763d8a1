package io.jenkins.plugins.delivery.engine.scan;

/** What becomes of an image that the scanner cannot look into, for example one built from scratch. */
public enum OnUnsupported {
    /** The gate could not decide, so the step fails. */
    FAIL,
    /** The run goes on with a warning and the verdict {@code errored}. */
    WARN
}
