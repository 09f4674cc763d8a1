package io.jenkins.plugins.delivery.engine.scan;

import java.util.Optional;

/** The least severity of a finding that fails a scan. */
public enum FailOn {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    /** No severity fails the scan; only the counts of {@code max} do. */
    NONE;

    Optional<Severity> severity() {
        return this == NONE ? Optional.empty() : Optional.of(Severity.valueOf(name()));
    }
}
