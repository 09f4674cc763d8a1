package io.jenkins.plugins.delivery.engine.gate.coverage;

import java.util.Locale;

/** What is counted. */
public enum CoverageMetric {
    /** Lines with code; the statements of a Go profile, which knows no lines. */
    LINE,
    /** Ways out of conditions; JaCoCo, Cobertura and LCOV know them. */
    BRANCH,
    /** Instructions of the virtual machine; only JaCoCo counts them. */
    INSTRUCTION;

    /** As in results and notes. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
