package io.jenkins.plugins.delivery.engine.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the reports of one suite say. It goes through the saved state of a run, so it stays small: long lists are cut by who makes
 * them, and say so in a note.
 *
 * @param name of the suite
 * @param kind of its reports
 * @param verdict of this suite alone
 * @param message what decided it, a clause without the suite's name and without a full stop: {@code p95 is 612ms, at most 500ms}
 * @param figures what the table and Slack show of it, by their names: {@code {p95: '612ms', errorRate: '0.4%'}}
 * @param notes sentences for people that decide nothing, such as entries of an allow list that match nothing any more
 * @param details rows for the report, columns to values: alerts, labels; at most {@value #MOST_DETAILS}
 * @param tests of a suite of tests; null for every other kind
 */
public record SuiteResult(
        String name,
        SuiteKind kind,
        GateVerdict verdict,
        String message,
        Map<String, Object> figures,
        List<String> notes,
        List<Map<String, Object>> details,
        TestResults tests) {

    /** How many rows are kept. */
    public static final int MOST_DETAILS = 50;

    public SuiteResult {
        figures = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        notes = List.copyOf(notes);
        details = details.stream().limit(MOST_DETAILS).toList();
    }

    /** Of a suite that is no suite of tests. */
    public static SuiteResult of(
            Suite suite, GateVerdict verdict, String message, Map<String, Object> figures, List<String> notes) {
        return new SuiteResult(suite.name(), suite.kind(), verdict, message, figures, notes, List.of(), null);
    }

    /** Of a suite whose reports do not tell enough. */
    public static SuiteResult errored(Suite suite, String message) {
        return of(suite, GateVerdict.ERRORED, message, Map.of(), List.of());
    }

    /** The same with rows for the report. */
    public SuiteResult withDetails(List<Map<String, Object>> rows) {
        return new SuiteResult(name, kind, verdict, message, figures, notes, rows, tests);
    }

    /** As in the result of {@code e2eGate}; a later attempt is judged with it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("kind", kind.text());
        map.put("verdict", verdict.text());
        map.put("message", message);
        map.put("figures", figures);
        map.put("notes", notes);
        map.put("details", details);
        if (tests != null) {
            map.put("tests", tests.toMap());
        }
        return map;
    }

    /** The inverse of {@link #toMap()}. */
    @SuppressWarnings("unchecked")
    static SuiteResult fromMap(Map<?, ?> map) {
        return new SuiteResult(
                (String) map.get("name"),
                SuiteKind.valueOf(String.valueOf(map.get("kind")).toUpperCase(Locale.ROOT)),
                GateVerdict.of(map.get("verdict")),
                (String) map.get("message"),
                (Map<String, Object>) map.get("figures"),
                (List<String>) map.get("notes"),
                (List<Map<String, Object>>) map.get("details"),
                map.get("tests") instanceof Map<?, ?> found ? TestResults.fromMap(found) : null);
    }
}
