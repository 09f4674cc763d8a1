package io.jenkins.plugins.delivery.engine.deploy.helm;

import java.util.Locale;

/** The status of a revision, as Helm's label {@code status} has it (helm.sh/helm, pkg/release, "Status"). */
enum ReleaseStatus {
    DEPLOYED,
    SUPERSEDED,
    FAILED,
    PENDING_INSTALL,
    PENDING_UPGRADE,
    PENDING_ROLLBACK,
    UNINSTALLING,
    UNINSTALLED,
    UNKNOWN;

    static ReleaseStatus of(String text) {
        for (ReleaseStatus status : values()) {
            if (status.text().equals(text)) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** Whether a Helm is at work on it, or was killed. */
    boolean pending() {
        return this == PENDING_INSTALL || this == PENDING_UPGRADE || this == PENDING_ROLLBACK;
    }

    /** Whether it came up once: what Helm's own rollback goes back to. */
    boolean good() {
        return this == DEPLOYED || this == SUPERSEDED;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
