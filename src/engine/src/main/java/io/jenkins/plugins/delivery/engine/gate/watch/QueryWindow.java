package io.jenkins.plugins.delivery.engine.gate.watch;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a PromQL expression looks back (Prometheus, "Querying basics": range vector selectors, subqueries, time durations). */
final class QueryWindow {

    /** Possessive, so that a long string takes no depth of the stack. */
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'|`[^`]*+`");

    private static final Pattern RANGE = Pattern.compile("\\[\\s*((?:\\d{1,9}(?:ms|[smhdwy]))++)\\s*[\\]:]");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");

    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1),
            "d",
            Duration.ofDays(1),
            "w",
            Duration.ofDays(7),
            "y",
            Duration.ofDays(365));

    private QueryWindow() {}

    /** The longest of its ranges; empty when it looks at single moments only. */
    static Optional<Duration> longest(String query) {
        Matcher ranges = RANGE.matcher(STRING.matcher(query).replaceAll(""));
        return ranges.results().map(range -> duration(range.group(1))).max(Comparator.naturalOrder());
    }

    private static Duration duration(String text) {
        return PART.matcher(text)
                .results()
                .map(part -> UNITS.get(part.group(2)).multipliedBy(Long.parseLong(part.group(1))))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
