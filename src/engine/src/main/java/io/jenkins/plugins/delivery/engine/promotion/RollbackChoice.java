package io.jenkins.plugins.delivery.engine.promotion;

import java.util.Locale;

/** What a person decides about a version that does not work. */
public enum RollbackChoice {
    /** The last good version is put back. */
    ROLLBACK,
    /** The version stays until a newer one repairs it; nothing else may be brought to an environment in this version. */
    ROLL_FORWARD,
    /** The version stays as it is, and counts as good. */
    KEEP;

    /** As parameters and results show it: lower case with dashes. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
