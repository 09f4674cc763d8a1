package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.card.Plain;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The results of gates as a Markdown table; texts in it are shown as they are. */
final class GateTable {

    private static final int LONGEST_MESSAGE = 300;

    /** A pull request is no place for more. */
    private static final int MOST = 50;

    private GateTable() {}

    /** Whether a gate lets the delivery go on. */
    static boolean passed(Map<String, Object> gate) {
        return "passed".equals(gate.get("verdict"));
    }

    /** One sign for all of them: the worst. */
    static String headline(List<Map<String, Object>> gates) {
        if (gates.stream().anyMatch(gate -> "failed".equals(gate.get("verdict")))) {
            return "❌";
        }
        return gates.stream().allMatch(GateTable::passed) ? "✅" : "⚠️";
    }

    static String of(List<Map<String, Object>> gates, UnaryOperator<String> redactor) {
        StringBuilder table = new StringBuilder("| | Gate | |\n|---|---|---|");
        for (Map<String, Object> gate : gates.subList(0, Math.min(MOST, gates.size()))) {
            table.append("\n| ")
                    .append(headline(List.of(gate)))
                    .append(" | ")
                    .append(link(gate, redactor))
                    .append(" | ")
                    .append(cell(gate.get("message"), LONGEST_MESSAGE, redactor))
                    .append(" |");
        }
        if (gates.size() > MOST) {
            table.append("\n\n… and ").append(gates.size() - MOST).append(" more");
        }
        return table.toString();
    }

    private static String link(Map<String, Object> gate, UnaryOperator<String> redactor) {
        String name = cell(gate.get("name"), 60, redactor);
        return gate.get("url") instanceof String url && url.matches("https?://[^\\s<>\"'`|()\\p{C}]{1,1000}")
                ? "[" + name + "](<" + url + ">)"
                : name;
    }

    /** A bar would end the cell, in code too (GitHub Flavored Markdown, "Tables"). */
    private static String cell(Object text, int most, UnaryOperator<String> redactor) {
        return text == null
                ? ""
                : Plain.code(Plain.line(redactor.apply(text.toString()).replace('|', '¦'), most));
    }
}
