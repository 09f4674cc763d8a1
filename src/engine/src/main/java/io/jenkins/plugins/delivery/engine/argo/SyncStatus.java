package io.jenkins.plugins.delivery.engine.argo;

/** Argo CD's comparison of live and desired state ({@code status.sync.status}). */
public enum SyncStatus {
    SYNCED("Synced"),
    OUT_OF_SYNC("OutOfSync"),
    /** Also stands for a word that this version does not know. */
    UNKNOWN("Unknown");

    private final String text;

    SyncStatus(String text) {
        this.text = text;
    }

    /** As Argo CD writes it. */
    public String text() {
        return text;
    }

    public static SyncStatus of(String text) {
        for (SyncStatus status : values()) {
            if (status.text.equals(text)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
