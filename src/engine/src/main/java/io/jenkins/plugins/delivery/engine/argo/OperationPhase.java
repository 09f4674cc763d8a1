package io.jenkins.plugins.delivery.engine.argo;

/** Phase of Argo CD's last or running operation ({@code status.operationState.phase}). */
public enum OperationPhase {
    RUNNING("Running"),
    TERMINATING("Terminating"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    ERROR("Error"),
    /** A word that this version does not know. */
    UNKNOWN("Unknown");

    private final String text;

    OperationPhase(String text) {
        this.text = text;
    }

    /** As Argo CD writes it. */
    public String text() {
        return text;
    }

    public boolean failed() {
        return this == FAILED || this == ERROR;
    }

    public boolean finished() {
        return this == SUCCEEDED || failed();
    }

    public static OperationPhase of(String text) {
        for (OperationPhase phase : values()) {
            if (phase.text.equals(text)) {
                return phase;
            }
        }
        return UNKNOWN;
    }
}
