package io.jenkins.plugins.delivery.runner.model;

/** What a gate, or one check of it, decided. */
public enum Verdict {
    PASSED("passed", "✓"),
    /** Decided: no. */
    FAILED("failed", "✕"),
    /** Could not decide, which stops the run like a failure does. */
    ERRORED("errored", "!");

    private final String label;
    private final String symbol;

    Verdict(String label, String symbol) {
        this.label = label;
        this.symbol = symbol;
    }

    /** The word a person reads. */
    public String label() {
        return label;
    }

    /** One character that tells the verdict without colour. */
    public String symbol() {
        return symbol;
    }
}
