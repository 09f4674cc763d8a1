package io.jenkins.plugins.delivery.engine.gate.zap;

import java.util.Locale;
import java.util.Optional;

/** How bad an alert would be, in the order and with the codes of ZAP ({@code org.parosproxy.paros.core.scanner.Alert}). */
public enum ZapRisk {
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH;

    /** As in results and messages. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** From the report's {@code riskcode}, 0 to 3, or the API's word; empty when it is neither. */
    static Optional<ZapRisk> of(String codeOrWord) {
        return ZapCodes.constant(values(), codeOrWord);
    }
}
