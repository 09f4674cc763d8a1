package io.jenkins.plugins.delivery.engine.gate.zap;

import java.time.Duration;
import java.time.Instant;

/**
 * What one look at ZAP came to.
 *
 * @param ticket to go on with
 * @param message what is waited for
 * @param pause until the next look
 */
record ZapStep(ZapTicket ticket, String message, Duration pause) {

    /** On to the next phase, at once. */
    static ZapStep next(ZapTicket ticket, String message, Instant now) {
        return new ZapStep(ticket.next(now), message, Duration.ZERO);
    }
}
