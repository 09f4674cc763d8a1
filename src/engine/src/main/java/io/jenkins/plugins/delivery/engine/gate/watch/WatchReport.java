package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of a watch, in Markdown, to be kept with the run. */
final class WatchReport {

    private static final List<String> COLUMNS = List.of(
            "name",
            "verdict",
            "expected",
            "value",
            "min",
            "max",
            "baseline",
            "successful",
            "failed",
            "inconclusive",
            "noData",
            "errored");

    private WatchReport() {}

    /** Under which name it is kept: {@code delivery/watch-payments-prod.md}. */
    static String name(MetricsWatchRequest request) {
        String names = Stream.of(request.name(), request.service(), request.env())
                .filter(Objects::nonNull)
                // The name often tells the environment already.
                .filter(part -> part.equals(request.name()) || !request.name().contains(part))
                .collect(Collectors.joining("-"));
        return "delivery/" + names.replaceAll("[^A-Za-z0-9_-]+", "-") + ".md";
    }

    static String of(MetricsWatchRequest request, MetricsWatchResult result) {
        StringBuilder text = new StringBuilder("# Watch of " + cell(request.what()) + ": "
                + result.verdict().text() + "\n\n" + cell(result.message()) + "\n\n");
        text.append("From ")
                .append(WatchWords.clock(result.from()))
                .append(" to ")
                .append(WatchWords.clock(result.to()));
        text.append(" (")
                .append(Durations.text(Duration.between(result.from(), result.to())))
                .append(")");
        text.append(result.url() == null ? ".\n\n" : ": <" + result.url() + ">\n\n");
        text.append(line(COLUMNS)).append(line(COLUMNS.stream().map(c -> "---").toList()));
        for (Map<String, Object> row : result.table()) {
            text.append(
                    line(COLUMNS.stream().map(column -> value(row.get(column))).toList()));
        }
        for (Map<String, Object> row : result.table()) {
            notes(row, text);
        }
        return text.toString();
    }

    private static void notes(Map<String, Object> row, StringBuilder text) {
        if (!(row.get("notes") instanceof List<?> notes)) {
            return;
        }
        text.append("\n## ").append(cell(String.valueOf(row.get("name")))).append("\n\n");
        for (Object note : notes) {
            Map<?, ?> map = (Map<?, ?>) note;
            text.append("- ")
                    .append(map.get("at"))
                    .append(" ")
                    .append(map.get("outcome"))
                    .append(": ");
            text.append(cell(String.valueOf(map.get("text")))).append("\n");
        }
    }

    private static String value(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Double number ? Numbers.text(number) : cell(value.toString());
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Names and answers come from outside: nothing in them is a table, a link or HTML. */
    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\|`*_\\[\\]<>#])", "\\\\$1");
    }
}
