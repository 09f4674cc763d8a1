package io.jenkins.plugins.delivery.engine.gate.watch;

import java.time.Instant;

/**
 * One measurement.
 *
 * @param at the moment that it tells of
 * @param outcome what it came to
 * @param text what was seen, as a clause that continues the name: {@code was 0.05, expected value < 0.01}
 * @param value the number that was seen, of several the first; null when there was none
 * @param baseline the number that it was compared with; null when there was none
 */
record Measurement(Instant at, Outcome outcome, String text, Double value, Double baseline) {

    static Measurement without(Instant at, Outcome outcome, String text) {
        return new Measurement(at, outcome, text, null, null);
    }
}
