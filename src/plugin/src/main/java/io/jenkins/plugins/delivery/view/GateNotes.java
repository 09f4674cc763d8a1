package io.jenkins.plugins.delivery.view;

import io.jenkins.plugins.delivery.view.Note.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From the result of a gate to what is worth keeping of it; pure. The results of all gates have a verdict, a name and a message. */
final class GateNotes {

    /** In the row of a table, the name of the table. */
    static final String TABLE = "table";

    /** What a person reads on a page of one table; the gate's report has the rest. */
    private static final int MOST_ROWS = 10;

    private static final int MOST_COLUMNS = 8;

    private GateNotes() {}

    /** Whether a result is that of a gate. */
    static boolean decided(Map<String, Object> result) {
        return !Texts.of(result, "verdict").isEmpty();
    }

    static Note of(String step, Map<String, Object> arguments, Map<String, Object> result, long now) {
        return step.equals("ecrScan") ? scan(arguments, result, now) : gate(step, arguments, result, now);
    }

    private static Note gate(String step, Map<String, Object> arguments, Map<String, Object> result, long now) {
        boolean ofService = step.equals("e2eGate");
        Map<String, String> values = new LinkedHashMap<>();
        values.put("step", step);
        values.put("name", Texts.first(Texts.of(result, "name"), ofService ? "e2e" : step));
        values.put("env", Texts.of(result, "env"));
        values.put("verdict", Texts.of(result, "verdict"));
        values.put("said", Texts.of(result, "message"));
        // What it was tested with is a page of the service; what any other gate names is a page about its decision.
        values.put(ofService ? "serviceUrl" : "link", Texts.of(ofService ? arguments : result, "url"));
        values.put("report", Texts.of(result, "report"));
        values.put("notes", result.get("notes") instanceof List<?> notes ? joined(notes, " ") : "");
        return new Note(Kind.GATE, now, values, tables(result));
    }

    private static Note scan(Map<String, Object> arguments, Map<String, Object> result, long now) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", "Scan");
        values.put("verdict", Texts.of(result, "verdict"));
        values.put("said", counts(result.get("counts")));
        values.put("counts", counts(result.get("counts")));
        values.put("digest", Texts.of(result, "digest"));
        values.put("repository", Texts.of(arguments, "repository"));
        values.put("status", Texts.of(result, "status"));
        values.put("delta", Texts.of(result, "delta"));
        String report = Texts.of(result, "report");
        values.put("report", report);
        values.put("sarif", report.isEmpty() ? "" : report.replaceFirst("\\.json$", ".sarif"));
        return new Note(Kind.GATE, now, values, rows(result.get("findings"), Map.of()));
    }

    /** Everything in the result that is a list of maps, such as suites, flaky tests, metrics, conditions and findings. */
    private static List<Map<String, String>> tables(Map<String, Object> result) {
        List<Map<String, String>> all = new ArrayList<>();
        result.forEach((name, value) -> all.addAll(rows(value, Map.of(TABLE, name))));
        return all;
    }

    private static List<Map<String, String>> rows(Object list, Map<String, String> first) {
        List<Map<String, String>> rows = new ArrayList<>();
        if (list instanceof List<?> all) {
            all.stream().filter(Map.class::isInstance).limit(MOST_ROWS).forEach(one -> {
                Map<String, String> row = new LinkedHashMap<>(first);
                ((Map<?, ?>) one)
                        .entrySet().stream()
                                .filter(cell -> cell.getValue() != null && !nested(cell.getValue()))
                                .limit(MOST_COLUMNS)
                                .forEach(cell -> row.put(String.valueOf(cell.getKey()), text(cell.getValue())));
                rows.add(row);
            });
        }
        return rows;
    }

    /** What has tables of its own is for the report. */
    private static boolean nested(Object value) {
        return value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance);
    }

    private static String text(Object value) {
        if (value instanceof Map<?, ?> figures) {
            return figures.entrySet().stream()
                    .map(figure -> figure.getKey() + " " + figure.getValue())
                    .collect(Collectors.joining(", "));
        }
        return value instanceof List<?> list ? joined(list, ", ") : String.valueOf(value);
    }

    private static String joined(List<?> texts, String between) {
        return texts.stream().map(String::valueOf).collect(Collectors.joining(between));
    }

    private static String counts(Object counts) {
        if (!(counts instanceof Map<?, ?> bySeverity)) {
            return "";
        }
        String found = bySeverity.entrySet().stream()
                .filter(count -> count.getValue() instanceof Number number && number.longValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "no findings" : found;
    }
}
