package io.jenkins.plugins.delivery.testbed.argo;

/** Result of comparing what runs with what Git wants ({@code status.sync.status}). */
public enum SyncState {
    /** What runs is what Git wants. */
    SYNCED("Synced"),
    /** Git wants something else. */
    OUT_OF_SYNC("OutOfSync"),
    /** The comparison failed. */
    UNKNOWN("Unknown");

    private final String label;

    SyncState(String label) {
        this.label = label;
    }

    /** The value as the API spells it. */
    public String label() {
        return label;
    }
}
