package io.jenkins.plugins.delivery.engine.scan;

import java.util.Locale;

/** What a finding means for the verdict. */
public enum Standing {
    /** The policy counts it. */
    COUNTS,
    /** The allow list accepts it. */
    ALLOWED,
    /** The baseline has it too. */
    KNOWN,
    /** No fix exists yet, and the policy looks at fixable findings only. */
    NO_FIX,
    /** A suppression rule of Amazon Inspector hides it. */
    SUPPRESSED;

    /** For people and reports: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
