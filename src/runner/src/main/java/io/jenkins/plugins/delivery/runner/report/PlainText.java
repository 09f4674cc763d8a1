package io.jenkins.plugins.delivery.runner.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of arguments and results as text. */
final class PlainText {

    /** A longer value is cut; the page is no place for whole files. */
    private static final int LONGEST = 4000;

    private PlainText() {}

    /**
     * A named value.
     *
     * @param name its name
     * @param value its text
     */
    public record Entry(String name, String value) {

        /** Whether the text needs a block of its own. */
        public boolean block() {
            return value.contains("\n");
        }
    }

    static List<Entry> entries(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), shortened(text(entry.getValue(), ""))))
                .toList();
    }

    /** Maps and lists of something nested go over several lines, the way YAML is written. */
    private static String text(Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    ? "none"
                    : map.entrySet().stream()
                            .map(entry -> "\n" + indent + entry.getKey() + ": " + text(entry.getValue(), indent + "  "))
                            .collect(Collectors.joining());
        }
        if (value instanceof Collection<?> list) {
            boolean flat = list.stream().noneMatch(item -> item instanceof Map || item instanceof Collection);
            return list.isEmpty()
                    ? "none"
                    : list.stream()
                            .map(item -> flat
                                    ? String.valueOf(item)
                                    : "\n" + indent + "- "
                                            + text(item, indent + "  ").strip())
                            .collect(Collectors.joining(flat ? ", " : ""));
        }
        return value == null ? "–" : String.valueOf(value);
    }

    private static String shortened(String text) {
        String trimmed = text.startsWith("\n") ? text.substring(1) + "\n" : text;
        return trimmed.length() <= LONGEST
                ? trimmed
                : trimmed.substring(0, LONGEST) + "\n… " + (trimmed.length() - LONGEST) + " more characters";
    }
}
