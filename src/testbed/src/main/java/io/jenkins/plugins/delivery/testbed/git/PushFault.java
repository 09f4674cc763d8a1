package io.jenkins.plugins.delivery.testbed.git;

/** How a server fails a push, so that the client cannot tell from the failure whether the push was done. */
public enum PushFault {
    /** It does not fail. */
    NONE,
    /** The connection ends before the push is looked at. */
    CUT_BEFORE,
    /** The push is done, then the connection ends without an answer. */
    CUT_AFTER,
    /** 503 before the push is looked at. */
    ERROR_BEFORE,
    /** The push is done, then a gateway answers 502. */
    ERROR_AFTER;

    /** Whether the push is done. */
    public boolean pushes() {
        return this == NONE || this == CUT_AFTER || this == ERROR_AFTER;
    }

    boolean cuts() {
        return this == CUT_BEFORE || this == CUT_AFTER;
    }
}
