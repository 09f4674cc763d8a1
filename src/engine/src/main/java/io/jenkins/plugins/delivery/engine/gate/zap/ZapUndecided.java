package io.jenkins.plugins.delivery.engine.gate.zap;

/** The scan cannot decide; the message is a clause without a full stop. */
final class ZapUndecided extends Exception {

    private static final long serialVersionUID = 1L;

    ZapUndecided(String message) {
        super(message);
    }
}
