package io.jenkins.plugins.delivery.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One table of what a gate looked at, with the columns that its rows have. */
public final class GateTable {

    private static final Set<String> LINKS = Set.of("url", "link");

    private final String name;
    private final List<Map<String, String>> rows = new ArrayList<>();

    private GateTable(String name) {
        this.name = name;
    }

    /** The tables of a note, by the name that its rows have. */
    static List<GateTable> of(List<? extends Map<String, String>> rows) {
        Map<String, GateTable> tables = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            String name = row.get(GateNotes.TABLE);
            if (name != null) {
                tables.computeIfAbsent(name, GateTable::new).rows.add(row);
            }
        }
        return List.copyOf(tables.values());
    }

    /** For example "Flaky". */
    public String getTitle() {
        return title(name);
    }

    public List<Map<String, String>> getRows() {
        return rows;
    }

    /** Keys of the rows; links are shown where the first column is. */
    public List<String> getColumns() {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        columns.remove(GateNotes.TABLE);
        columns.removeAll(LINKS);
        return List.copyOf(columns);
    }

    /** A key for people, for example "Failure limit" for failureLimit. */
    public String title(String key) {
        String words = key.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The address that a row is about, for its first column; null when there is none that a page may link to. */
    public String link(Map<String, String> row, String column) {
        return column.equals(getColumns().get(0))
                ? WebLinks.safe(Texts.first(row.getOrDefault("url", ""), row.getOrDefault("link", "")))
                : null;
    }

    /** How a cell is drawn: a verdict in its colour. */
    public String tone(Map<String, String> row, String column) {
        return column.equals("verdict") ? Note.tone(row.get(column)) : "";
    }
}
