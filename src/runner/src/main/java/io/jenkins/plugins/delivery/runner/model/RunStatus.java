package io.jenkins.plugins.delivery.runner.model;

/**
 * State of a run, a pipeline stage or a step call. The difference between {@link #FAILED} and {@link #ERRORED} is the one
 * gates make: failed is a decided "no", errored means that nothing could be decided.
 */
public enum RunStatus {
    PENDING("pending", "○"),
    RUNNING("running", "◔"),
    SUCCESS("success", "✓"),
    FAILED("failed", "✕"),
    ERRORED("errored", "!"),
    SKIPPED("skipped", "–"),
    ABORTED("aborted", "■"),
    UNSTABLE("unstable", "▲"),
    PAUSED("waiting for input", "‖");

    private final String label;
    private final String symbol;

    RunStatus(String label, String symbol) {
        this.label = label;
        this.symbol = symbol;
    }

    /** The word a person reads. */
    public String label() {
        return label;
    }

    /** One character that tells the status without colour. */
    public String symbol() {
        return symbol;
    }

    /** Whether nothing more is going to happen. */
    public boolean finished() {
        return this != PENDING && this != RUNNING && this != PAUSED;
    }

    /** Whether a person has to look at it. */
    public boolean bad() {
        return this == FAILED || this == ERRORED || this == ABORTED;
    }
}
