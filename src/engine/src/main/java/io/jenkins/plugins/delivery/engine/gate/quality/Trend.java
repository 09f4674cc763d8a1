package io.jenkins.plugins.delivery.engine.gate.quality;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one measure moved since the previous analysis.
 *
 * @param metric key of the measure
 * @param before its value then
 * @param now its value in this analysis
 */
public record Trend(String metric, String before, String now) {

    boolean moved() {
        return !before.equals(now);
    }

    /** For example {@code coverage 81.2 (+0.4)}. */
    String text() {
        return Measures.name(metric) + " " + Measures.text(metric, now) + (moved() ? " (" + change() + ")" : "");
    }

    private String change() {
        try {
            BigDecimal change = new BigDecimal(now).subtract(new BigDecimal(before));
            return (change.signum() > 0 ? "+" : "") + change.toPlainString();
        } catch (NumberFormatException e) {
            // A measure need not be a number.
            return "was " + Measures.text(metric, before);
        }
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("metric", metric);
        map.put("before", Measures.text(metric, before));
        map.put("now", Measures.text(metric, now));
        return map;
    }
}
