package io.jenkins.plugins.delivery.engine.scan;

import java.util.Locale;

/** Severity of a finding as ECR names it, from worst to least. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    INFORMATIONAL,
    /** Not rated yet, or a rating this version does not know: treated as a finding without known severity. */
    UNDEFINED;

    /** The severity of this name; {@link #UNDEFINED} for UNTRIAGED, null and names not known here. */
    public static Severity of(String name) {
        for (Severity severity : values()) {
            if (severity.name().equalsIgnoreCase(name)) {
                return severity;
            }
        }
        return UNDEFINED;
    }

    /** Whether this is as bad as the other, or worse. */
    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }

    /** For people and result maps: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
