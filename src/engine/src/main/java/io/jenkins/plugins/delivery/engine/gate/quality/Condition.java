package io.jenkins.plugins.delivery.engine.gate.quality;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One condition of a quality gate, as {@code api/qualitygates/project_status} tells it.
 *
 * @param metric key of the measure
 * @param actual value of the analysis; empty when it has none
 * @param threshold that decides
 * @param comparator LT when less is refused, GT when more is
 * @param failed whether it is not met
 */
public record Condition(String metric, String actual, String threshold, String comparator, boolean failed) {

    static Condition of(JsonNode node) {
        return new Condition(
                node.path("metricKey").asText(),
                node.path("actualValue").asText(""),
                node.path("errorThreshold").asText(""),
                node.path("comparator").asText(""),
                "ERROR".equals(node.path("status").asText()));
    }

    /** For example {@code new coverage 72.4 (at least 80 required)}. */
    String sentence() {
        String required = Measures.text(metric, threshold);
        String bound =
                switch (comparator) {
                    case "LT" -> "at least " + required + " required";
                    case "GT" ->
                        metric.endsWith("_rating")
                                ? required + (required.equals("A") ? "" : " or better") + " required"
                                : "at most " + required + " allowed";
                    default -> comparator + " " + required + " required";
                };
        return Measures.name(metric) + " " + (actual.isEmpty() ? "not known" : Measures.text(metric, actual)) + " ("
                + bound + ")";
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("metric", metric);
        map.put("actual", Measures.text(metric, actual));
        map.put("threshold", Measures.text(metric, threshold));
        map.put("comparator", comparator);
        map.put("failed", failed);
        return map;
    }
}
