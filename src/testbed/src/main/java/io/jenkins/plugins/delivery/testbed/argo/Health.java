package io.jenkins.plugins.delivery.testbed.argo;

/** Health of an application or a resource ({@code status.health.status}). */
public enum Health {
    /** It runs. */
    HEALTHY("Healthy"),
    /** It is rolling out. */
    PROGRESSING("Progressing"),
    /** It failed. */
    DEGRADED("Degraded"),
    /** It is paused. */
    SUSPENDED("Suspended"),
    /** It does not exist in the cluster. */
    MISSING("Missing"),
    /** Its health could not be told. */
    UNKNOWN("Unknown");

    private final String label;

    Health(String label) {
        this.label = label;
    }

    /** The value as the API spells it. */
    public String label() {
        return label;
    }
}
