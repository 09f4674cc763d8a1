package io.jenkins.plugins.delivery.engine.gate.zap;

import java.util.Locale;
import java.util.Optional;

/** How sure ZAP is of an alert, in the order and with the codes of ZAP. */
public enum ZapConfidence {
    /** A person said in ZAP that it is wrong; never counts. */
    FALSE_POSITIVE,
    LOW,
    MEDIUM,
    HIGH,
    /** A person said in ZAP that it is right. */
    CONFIRMED;

    /** As in results and messages. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** From the report's code, 0 to 4, or the API's word; empty when it is neither. */
    static Optional<ZapConfidence> of(String codeOrWord) {
        return ZapCodes.constant(values(), codeOrWord);
    }
}
