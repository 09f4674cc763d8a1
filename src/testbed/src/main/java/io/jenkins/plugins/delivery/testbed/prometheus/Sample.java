package io.jenkins.plugins.delivery.testbed.prometheus;

import java.math.BigDecimal;
import java.util.Map;

/**
 * One element of a vector.
 *
 * @param labels the labels, the metric's name under __name__ among them
 * @param value the value, which may be NaN or infinite
 */
public record Sample(Map<String, String> labels, double value) {

    /** Makes the labels immutable. */
    public Sample {
        labels = Map.copyOf(labels);
    }

    /** The text of a value: never in scientific notation, and with Prometheus's words for what is no number. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return exact.signum() == 0 ? "0" : exact.toPlainString();
    }
}
