package io.jenkins.plugins.delivery.engine.gate.jgit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.engine.gate.coverage.Coverage;
import io.jenkins.plugins.delivery.engine.gate.coverage.CoverageMetric;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a note: a JSON object with the gates of a commit, for example
 * {@code {"coverage":{"line":[790,1000],"branch":[88,120]}}}, covered before total. What it does not understand it leaves as it is.
 */
final class CoverageNotes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CoverageNotes() {}

    /** What a note says of a gate; empty when it says nothing that can be understood. */
    static Optional<Map<CoverageMetric, Coverage>> read(String note, String gate) {
        Map<CoverageMetric, Coverage> counts = new EnumMap<>(CoverageMetric.class);
        JsonNode told = parse(note).path(gate);
        for (CoverageMetric metric : CoverageMetric.values()) {
            JsonNode pair = told.path(metric.text());
            long covered = pair.path(0).asLong(-1);
            long total = pair.path(1).asLong(-1);
            if (covered >= 0 && total >= covered) {
                counts.put(metric, new Coverage(covered, total));
            }
        }
        return counts.isEmpty() ? Optional.empty() : Optional.of(counts);
    }

    /** The note with the numbers of one gate replaced. */
    static String write(String note, String gate, Map<CoverageMetric, Coverage> counts) {
        ObjectNode all = parse(note);
        ObjectNode own = all.putObject(gate);
        new EnumMap<>(counts)
                .forEach((metric, coverage) ->
                        own.putArray(metric.text()).add(coverage.covered()).add(coverage.total()));
        return all + "\n";
    }

    private static ObjectNode parse(String note) {
        try {
            return JSON.readTree(note) instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            // Somebody else's note, or a damaged one: as good as none.
            return JSON.createObjectNode();
        }
    }
}
