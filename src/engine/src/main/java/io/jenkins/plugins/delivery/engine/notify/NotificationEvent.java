package io.jenkins.plugins.delivery.engine.notify;

/** What a notification is about; decides its headline and whether it is broadcast. */
public enum NotificationEvent {
    STARTED("▶️"),
    PROGRESS("⏳"),
    APPROVAL("✋"),
    PASSED("✅"),
    FAILED("❌"),
    INFO("ℹ️");

    private final String symbol;

    NotificationEvent(String symbol) {
        this.symbol = symbol;
    }

    /** One character that tells the event before the text is read. */
    public String symbol() {
        return symbol;
    }
}
