package io.jenkins.plugins.delivery.engine.gate.coverage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much of something the tests ran through. Kept as counts, so that nothing is decided on a rounded number.
 *
 * @param covered of them
 * @param total at least {@code covered}
 */
public record Coverage(long covered, long total) {

    static final Coverage NONE = new Coverage(0, 0);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Coverage {
        if (covered < 0 || total < covered) {
            throw new IllegalArgumentException(covered + " of " + total + " cannot be covered");
        }
    }

    Coverage plus(Coverage other) {
        return new Coverage(Math.addExact(covered, other.covered), Math.addExact(total, other.total));
    }

    boolean isEmpty() {
        return total == 0;
    }

    /** In percent, exact enough to compare with. */
    BigDecimal percent() {
        return BigDecimal.valueOf(covered).multiply(HUNDRED).divide(BigDecimal.valueOf(total), 9, RoundingMode.DOWN);
    }

    /** In percent for people, never rounded up: 79.999 is no 80. */
    String text() {
        return text(percent());
    }

    /** A percentage with at most two decimals, rounded towards zero. */
    static String text(BigDecimal percent) {
        BigDecimal cut = percent.setScale(2, RoundingMode.DOWN).stripTrailingZeros();
        return (cut.scale() < 0 ? cut.setScale(0, RoundingMode.UNNECESSARY) : cut).toPlainString();
    }
}
