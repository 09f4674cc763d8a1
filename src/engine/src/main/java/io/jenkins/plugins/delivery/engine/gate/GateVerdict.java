package io.jenkins.plugins.delivery.engine.gate;

import java.util.Locale;

/** What a gate, or one check of it, decided. */
public enum GateVerdict {
    /** Everything that was asked for was checked and is as expected. */
    PASSED,
    /** Decided: no. The delivered software is not as expected. */
    FAILED,
    /** Could not decide: the environment was out of reach, a report was unreadable or missing. Stops a delivery as a failure does. */
    ERRORED,
    /** Not decided yet: tests failed that may be flaky, and whoever asked runs just those again and then asks once more. */
    UNDECIDED;

    /** As in results and messages: {@code passed}, {@code failed}, {@code errored}, {@code undecided}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The inverse of {@link #text()}. */
    static GateVerdict of(Object text) {
        return valueOf(String.valueOf(text).toUpperCase(Locale.ROOT));
    }
}
