package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says why a text could not be read as YAML. */
final class YamlProblem {

    /** Actions of Go templates (Helm, ApplicationSet) and of Jinja. */
    private static final Pattern ACTION = Pattern.compile("\\{\\{|\\{%");

    private YamlProblem() {}

    static TerminalException of(String name, String text, YamlEngineException problem) {
        if (!(problem instanceof MarkedYamlEngineException marked)) {
            return new TerminalException(
                    name + " is not valid YAML: " + problem.getMessage() + ".", "Correct it.", problem);
        }
        int action = action(name, text, marked);
        if (action >= 0) {
            long line = text.substring(0, action).chars().filter(c -> c == '\n').count() + 1;
            return new TerminalException(
                    name + " is a template and not YAML: line " + line + " has " + text.substring(action, action + 2)
                            + ".",
                    "Templates are not edited; name the file that the template takes the value from.",
                    problem);
        }
        String where = marked.getProblemMark()
                .map(mark -> " in line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                .orElse("");
        return new TerminalException(
                name + " is not valid YAML" + where + ": " + marked.getProblem() + ".", "Correct it.", problem);
    }

    /**
     * Where the action of a template is that reading failed at; -1 when it failed for another reason. An action in a comment, or in a
     * text that was read well (as in a set of applications, an alert), is none, unless it stands in the line of the problem.
     */
    private static int action(String name, String text, MarkedYamlEngineException problem) {
        int failed = problem.getProblemMark()
                .map(Mark::getIndex)
                .map(point -> text.offsetByCodePoints(0, point))
                .orElse(text.length());
        int lineStart = text.lastIndexOf('\n', failed - 1) + 1;
        int lineEnd = text.indexOf('\n', failed) < 0 ? text.length() : text.indexOf('\n', failed);
        NavigableMap<Integer, Integer> read = scalars(name, text);
        Matcher action = ACTION.matcher(text).region(0, lineEnd);
        while (action.find()) {
            int at = action.start();
            if (at >= lineStart) {
                return at;
            }
            Map.Entry<Integer, Integer> before = read.floorEntry(at);
            if (before == null || before.getValue() <= at) {
                if (!inComment(text, at)) {
                    return at;
                }
                action.region(text.indexOf('\n', at), lineEnd);
            }
        }
        return -1;
    }

    /** Start and end of the scalars up to the problem. */
    private static NavigableMap<Integer, Integer> scalars(String name, String text) {
        NavigableMap<Integer, Integer> scalars = new TreeMap<>();
        int point = 0;
        int offset = 0;
        try {
            for (Event event : new Parse(YamlSettings.of(name, text).build()).parseString(text)) {
                if (event instanceof ScalarEvent scalar) {
                    int start = scalar.getStartMark().orElseThrow().getIndex();
                    int end = scalar.getEndMark().orElseThrow().getIndex();
                    int from = text.offsetByCodePoints(offset, start - point);
                    point = end;
                    offset = text.offsetByCodePoints(from, end - start);
                    scalars.put(from, offset);
                }
            }
        } catch (YamlEngineException e) {
            // The problem that is being told.
            return scalars;
        }
        return scalars;
    }

    private static boolean inComment(String text, int at) {
        return text.substring(text.lastIndexOf('\n', at) + 1, at).matches("(.*\\s)?#.*");
    }
}
