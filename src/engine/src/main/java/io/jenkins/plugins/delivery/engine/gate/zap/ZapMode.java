package io.jenkins.plugins.delivery.engine.gate.zap;

/** How far a scan goes. */
public enum ZapMode {
    /** Spider, then the passive rules on what it saw; sends no attack. */
    BASELINE(true, false),
    /** The same, then the active rules, which attack: never against production. */
    FULL(true, true),
    /** Spider and active rules, for a ZAP without passive ones. */
    ACTIVE(false, true);

    private final boolean passive;
    private final boolean active;

    ZapMode(boolean passive, boolean active) {
        this.passive = passive;
        this.active = active;
    }

    /** As in a Jenkinsfile. */
    String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    boolean isPassive() {
        return passive;
    }

    boolean isActive() {
        return active;
    }
}
