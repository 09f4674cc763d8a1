package io.jenkins.plugins.delivery.engine.gate.watch;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** Measured numbers in words and in results. */
final class Numbers {

    private static final MathContext DIGITS = new MathContext(4);
    private static final int MOST_SHOWN = 5;

    private Numbers() {}

    /** Four digits, or those before the point, are enough for people: {@code 0.05321}, {@code 691230}; {@code +Inf}, {@code NaN} as Prometheus writes them. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean large = Math.abs(value) >= 10_000;
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = large ? exact.setScale(0, RoundingMode.HALF_EVEN) : exact.round(DIGITS);
        if (rounded.signum() == 0) {
            return "0";
        }
        boolean extreme = rounded.precision() - rounded.scale() > 15 || rounded.scale() > 12;
        return extreme
                ? rounded.stripTrailingZeros().toString()
                : rounded.stripTrailingZeros().toPlainString();
    }

    static String text(List<Double> values) {
        String shown = values.stream().limit(MOST_SHOWN).map(Numbers::text).collect(Collectors.joining(", "));
        return values.size() <= MOST_SHOWN ? shown : shown + " and " + (values.size() - MOST_SHOWN) + " more";
    }

    /** For a result: a number, or the text of what no JSON can say. */
    static Object plain(double value) {
        return Double.isFinite(value) ? (Object) value : text(value);
    }

    /** The inverse of {@link #plain}; also of how Prometheus writes numbers. */
    static double of(Object plain) {
        if (plain instanceof Number number) {
            return number.doubleValue();
        }
        return switch (String.valueOf(plain)) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(String.valueOf(plain));
        };
    }
}
