package io.jenkins.plugins.delivery.engine.evidence;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How something that had to be proved came out. */
public enum ProofVerdict {
    PASSED,
    FAILED,
    /** Nobody could decide. */
    ERRORED,
    /** Only of a scan: nobody has looked for vulnerabilities. */
    NOT_SCANNED;

    /** As it is written in the record and in results: lower case with dashes. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The verdict that is written so. */
    static Optional<ProofVerdict> of(String text) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.text().equals(text))
                .findFirst();
    }
}
