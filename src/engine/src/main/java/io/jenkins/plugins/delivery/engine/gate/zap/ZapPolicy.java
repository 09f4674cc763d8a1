package io.jenkins.plugins.delivery.engine.gate.zap;

/**
 * Which alerts decide.
 *
 * @param failOn the lowest risk that fails a gate
 * @param confidence the lowest confidence with which it does
 */
record ZapPolicy(ZapRisk failOn, ZapConfidence confidence) {

    boolean blocks(ZapAlert alert) {
        return alert.risk().compareTo(failOn) >= 0
                && alert.confidence().compareTo(confidence) >= 0
                && alert.confidence() != ZapConfidence.FALSE_POSITIVE;
    }

    /** {@code of high risk}, {@code of medium risk or higher}. */
    String words() {
        return "of " + failOn.text() + " risk" + (failOn == ZapRisk.HIGH ? "" : " or higher");
    }
}
