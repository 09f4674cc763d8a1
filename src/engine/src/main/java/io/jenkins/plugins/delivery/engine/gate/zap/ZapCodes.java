package io.jenkins.plugins.delivery.engine.gate.zap;

import java.util.Locale;
import java.util.Optional;

/** ZAP's reports tell risk and confidence by a number, its API by a word. */
final class ZapCodes {

    private ZapCodes() {}

    static <E extends Enum<E>> Optional<E> constant(E[] constants, String codeOrWord) {
        String wanted = codeOrWord.strip().toUpperCase(Locale.ROOT).replace(' ', '_');
        for (E constant : constants) {
            if (constant.name().equals(wanted)
                    || String.valueOf(constant.ordinal()).equals(wanted)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
