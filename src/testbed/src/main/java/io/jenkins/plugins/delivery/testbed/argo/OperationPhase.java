package io.jenkins.plugins.delivery.testbed.argo;

/** Phase of a sync operation ({@code status.operationState.phase}). */
public enum OperationPhase {
    /** It has not ended. */
    RUNNING("Running"),
    /** Somebody asked for its end. */
    TERMINATING("Terminating"),
    /** Everything was applied. */
    SUCCEEDED("Succeeded"),
    /** Something was not applied. */
    FAILED("Failed"),
    /** It could not be tried. */
    ERROR("Error");

    private final String label;

    OperationPhase(String label) {
        this.label = label;
    }

    /** The value as the API spells it. */
    public String label() {
        return label;
    }
}
