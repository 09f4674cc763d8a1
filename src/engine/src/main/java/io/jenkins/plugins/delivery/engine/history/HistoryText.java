package io.jenkins.plugins.delivery.engine.history;

import io.jenkins.plugins.delivery.engine.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** History for people: aligned columns for the console, tables for Markdown. */
final class HistoryText {

    private static final int LONGEST_CELL = 60;

    private static final List<String> LINE_HEAD =
            List.of("when (UTC)", "env", "service", "what", "version", "who", "why", "commit");
    private static final List<String> FIGURE_HEAD = List.of(
            "env", "service", "deployments", "per week", "lead time", "failed", "failure rate", "time to restore");

    private final DeliveryHistoryResult result;

    HistoryText(DeliveryHistoryResult result) {
        this.result = result;
    }

    /** @param limit how many lines are shown */
    String console(int limit) {
        StringBuilder text = new StringBuilder(title()).append('\n');
        columns(LINE_HEAD, lines().stream().limit(limit).toList(), text);
        if (result.total() > limit) {
            text.append("… ").append(result.total() - limit).append(" more in delivery/history.md\n");
        }
        text.append('\n');
        columns(FIGURE_HEAD, figures(), text);
        result.notes().forEach(note -> text.append(note).append('\n'));
        return text.toString().stripTrailing();
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# ").append(title()).append("\n\n");
        table(FIGURE_HEAD, figures(), text);
        text.append('\n');
        table(LINE_HEAD, lines(), text);
        result.notes().forEach(note -> text.append('\n').append(markdown(note)).append('\n'));
        return text.toString();
    }

    private String title() {
        return "Deliveries from " + result.from().toString().substring(0, 10) + " to "
                + result.until().toString().substring(0, 10) + ": " + result.total();
    }

    private List<List<String>> lines() {
        return result.lines().stream().map(HistoryText::line).toList();
    }

    private static List<String> line(Map<String, Object> line) {
        boolean first = line.containsKey("byHand")
                && !line.containsKey("from")
                && line.get("action").equals("promote");
        String what =
                line.get("action") + (first ? ", first value" : "") + (line.containsKey("undone") ? ", undone" : "");
        String version =
                line.containsKey("from") ? line.get("from") + " → " + text(line, "version") : text(line, "version");
        return List.of(
                text(line, "at").substring(0, 16).replace('T', ' '),
                text(line, "env"),
                text(line, "service"),
                what,
                version,
                text(line, "who"),
                why(line),
                text(line, "commit").substring(0, 7));
    }

    private static String why(Map<String, Object> line) {
        List<String> parts = new ArrayList<>();
        if (line.containsKey("reason")) {
            parts.add(text(line, "reason"));
        }
        if (line.containsKey("override")) {
            parts.add("freeze set aside by " + line.get("override"));
        }
        if (line.containsKey("quarantined")) {
            parts.add(line.get("quarantined") + " quarantined");
        }
        return String.join("; ", parts);
    }

    private List<List<String>> figures() {
        return result.figures().stream()
                .map(map -> List.of(
                        text(map, "env"),
                        text(map, "service"),
                        text(map, "deployments"),
                        text(map, "deploymentsPerWeek"),
                        duration(map, "leadTimeSeconds", "unknown"),
                        text(map, "failures"),
                        Math.round(((Number) map.get("changeFailureRate")).doubleValue() * 1000) / 10.0 + " %",
                        duration(map, "restoreSeconds", "-")))
                .toList();
    }

    private static String duration(Map<String, Object> map, String key, String absent) {
        Object seconds = map.get(key);
        return seconds instanceof Number number ? Durations.text(Duration.ofSeconds(number.longValue())) : absent;
    }

    private static String text(Map<String, Object> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }

    private static void columns(List<String> head, List<List<String>> rows, StringBuilder text) {
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        rows.forEach(row -> all.add(row.stream().map(HistoryText::cell).toList()));
        int[] widths = new int[head.size()];
        all.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static void table(List<String> head, List<List<String>> rows, StringBuilder text) {
        text.append("| ").append(String.join(" | ", head)).append(" |\n");
        text.append("|").append("---|".repeat(head.size())).append('\n');
        rows.forEach(row ->
                text.append(row.stream().map(HistoryText::markdown).collect(Collectors.joining(" | ", "| ", " |\n"))));
    }

    /** What came from outside may not look like something else on a console: no control and no direction characters. */
    private static String cell(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
        return clean.length() <= LONGEST_CELL ? clean : clean.substring(0, LONGEST_CELL - 1) + "…";
    }

    private static String markdown(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ")
                .replaceAll("([\\\\`*_|<>\\[\\]~#])", "\\\\$1");
    }
}
