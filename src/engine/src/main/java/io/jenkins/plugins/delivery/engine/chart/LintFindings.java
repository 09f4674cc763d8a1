package io.jenkins.plugins.delivery.engine.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Helm's lint found, each finding on one line and without what is only information.
 *
 * @param errors what makes the chart unusable; empty when lint passed
 * @param warnings what deserves a look, such as an API that newer clusters lack
 */
public record LintFindings(List<String> errors, List<String> warnings) {

    private static final String WARNING = "[WARNING]";
    private static final String INFO = "[INFO]";

    /** The severities of Helm's {@code support.Message}, and how an error outside any file is told. */
    private static final Pattern START = Pattern.compile("^(\\[(UNKNOWN|INFO|WARNING|ERROR)]|Error )");

    /**
     * Sorts the lines of Helm's lint by the severity that a message begins with; a line without one continues the message before.
     *
     * @param failed Helm's verdict, which counts also where no message is an error
     */
    public static LintFindings of(boolean failed, List<String> lines) {
        List<String> messages = joined(lines);
        List<String> errors = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (String message : messages) {
            if (message.startsWith(WARNING)) {
                warnings.add(message.substring(WARNING.length()).strip());
            } else if (!message.startsWith(INFO)) {
                errors.add(message.replaceFirst("^\\[ERROR]\\s*", ""));
            }
        }
        if (failed && errors.isEmpty()) {
            errors.addAll(messages);
        }
        return new LintFindings(failed ? List.copyOf(errors) : List.of(), List.copyOf(warnings));
    }

    private static List<String> joined(List<String> lines) {
        List<String> messages = new ArrayList<>();
        for (String line : lines) {
            if (START.matcher(line).find() || messages.isEmpty()) {
                messages.add(line.strip());
            } else if (!line.isBlank()) {
                int last = messages.size() - 1;
                messages.set(last, messages.get(last) + " " + line.strip());
            }
        }
        return messages;
    }
}
