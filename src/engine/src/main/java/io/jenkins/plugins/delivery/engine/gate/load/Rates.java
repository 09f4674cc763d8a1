package io.jenkins.plugins.delivery.engine.gate.load;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shares and rates as people write them: {@code 1%}, {@code 0.5 %}, {@code 50/s}, {@code 3000/m}. */
final class Rates {

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%");
    private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*/\\s*(s|m|h)");

    private Rates() {}

    /**
     * @return percent
     * @throws IllegalArgumentException with a clause when the text is no share
     */
    static double percent(String text) {
        Matcher percent = PERCENT.matcher(text.strip());
        if (!percent.matches() || Double.parseDouble(percent.group(1)) > 100) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a share of at most 100%; write for example '1%' or '0.5%'");
        }
        return Double.parseDouble(percent.group(1));
    }

    /**
     * @return for a second
     * @throws IllegalArgumentException with a clause when the text is no rate
     */
    static double perSecond(String text) {
        Matcher rate = RATE.matcher(text.strip());
        if (!rate.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a rate; write for example '50/s' or '3000/m'");
        }
        double seconds =
                switch (rate.group(2)) {
                    case "s" -> 1;
                    case "m" -> 60;
                    default -> 3600;
                };
        return Double.parseDouble(rate.group(1)) / seconds;
    }

    /** Three significant digits, without an exponent and without zeros at the end. */
    static String text(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = value >= 100
                ? exact.setScale(0, RoundingMode.HALF_UP)
                : exact.round(new MathContext(3, RoundingMode.HALF_UP));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
