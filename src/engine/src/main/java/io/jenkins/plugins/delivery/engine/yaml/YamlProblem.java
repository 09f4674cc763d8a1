package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says why a text could not be read as YAML. */
final class YamlProblem {

    /** Actions of Go templates (Helm, ApplicationSet) and of Jinja. */
    private static final Pattern ACTION = Pattern.compile("\\{\\{|\\{%");

    private YamlProblem() {}

    static TerminalException of(String name, String text, YamlEngineException problem) {
        Matcher action = ACTION.matcher(text);
        if (action.find()) {
            long line = text.substring(0, action.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            return new TerminalException(
                    name + " is a template and not YAML: line " + line + " has " + action.group() + ".",
                    "Templates are not edited; name the file that the template takes the value from.",
                    problem);
        }
        if (problem instanceof MarkedYamlEngineException marked) {
            String where = marked.getProblemMark()
                    .map(mark -> " in line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                    .orElse("");
            return new TerminalException(
                    name + " is not valid YAML" + where + ": " + marked.getProblem() + ".", "Correct it.", problem);
        }
        return new TerminalException(
                name + " is not valid YAML: " + problem.getMessage() + ".", "Correct it.", problem);
    }
}
