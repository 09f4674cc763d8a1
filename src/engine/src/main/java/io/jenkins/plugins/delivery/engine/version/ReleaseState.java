package io.jenkins.plugins.delivery.engine.version;

import java.util.Arrays;
import java.util.Optional;

/** How far a reserved version came. */
public enum ReleaseState {
    /** Its tag exists; a run may be at work on it. Also what is said of a tag that no run of ours made. */
    RESERVED("reserved"),
    /** Something was published under it, so it never again becomes anything else. */
    BUILT("built"),
    /** The run that held it failed before anything was published. The number stays used; the same commit may take it up again. */
    ABANDONED("abandoned");

    private final String text;

    ReleaseState(String text) {
        this.text = text;
    }

    /** As it is written in records and results. */
    public String text() {
        return text;
    }

    /** The state with this text; empty when there is none. */
    public static Optional<ReleaseState> named(String text) {
        return Arrays.stream(values()).filter(state -> state.text.equals(text)).findFirst();
    }
}
