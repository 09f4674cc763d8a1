package io.jenkins.plugins.delivery.engine.argo;

/** Argo CD's health of an application or resource ({@code status.health.status}). */
public enum HealthStatus {
    HEALTHY("Healthy"),
    PROGRESSING("Progressing"),
    DEGRADED("Degraded"),
    SUSPENDED("Suspended"),
    MISSING("Missing"),
    /** Also stands for a word that this version does not know. */
    UNKNOWN("Unknown");

    private final String text;

    HealthStatus(String text) {
        this.text = text;
    }

    /** As Argo CD writes it. */
    public String text() {
        return text;
    }

    public static HealthStatus of(String text) {
        for (HealthStatus status : values()) {
            if (status.text.equals(text)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
