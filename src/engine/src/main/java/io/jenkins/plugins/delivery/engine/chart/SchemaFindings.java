package io.jenkins.plugins.delivery.engine.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes Helm's report about values that break a {@code values.schema.json} apart, so that each value is a problem of its own. */
final class SchemaFindings {

    private static final String START = "values don't meet the specifications of the schema(s)";

    private static final Pattern CHART = Pattern.compile("([A-Za-z0-9._-]+):");

    /** A JSON pointer to the value, and what is wrong with it. */
    private static final Pattern FINDING = Pattern.compile("\\s*- at '(/?[^']*)': (.*)");

    /** Helm's heading of the findings below a value. */
    private static final String HEADING = "validation failed";

    private SchemaFindings() {}

    /**
     * A clause for each value, with its path; empty when the message is about something else.
     *
     * @param message of Helm, with its line breaks
     */
    static List<String> of(String message) {
        List<String> findings = new ArrayList<>();
        String chart = "";
        for (String line : message.lines().toList()) {
            Matcher finding = FINDING.matcher(line);
            Matcher name = CHART.matcher(line);
            if (name.matches()) {
                chart = name.group(1);
            } else if (finding.matches() && !finding.group(2).equals(HEADING)) {
                String path = finding.group(1).replaceFirst("^/", "").replace('/', '.');
                findings.add((path.isEmpty() ? "" : path + ": ") + finding.group(2) + " (values.schema.json of " + chart
                        + ")");
            }
        }
        return message.contains(START) ? findings : List.of();
    }
}
