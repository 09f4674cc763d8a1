package io.jenkins.plugins.delivery.engine.chart.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Configuration files that stand as one text in a value: properties, INI, YAML, JSON, scripts. They are read by the line. */
final class ConfigText {

    private static final Pattern ASSIGNMENT = Pattern.compile(
            "\\s*(?:export\\s+|-\\s+)?[\"']?([A-Za-z_][\\w.-]{0,60})[\"']?\\s*(?:[:=]|:=)\\s*[\"']?([^\"'\\s,;]+)[\"']?\\s*[,;]?\\s*(?:#.*)?");

    private static final Pattern COMMENT = Pattern.compile("\\s*(#|//|;|--|\\*).*");

    /** Code that gets the value from elsewhere. */
    private static final Pattern CODE =
            Pattern.compile(".*[$(`{\\[].*|[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+|[|>][+-]?|&\\w+|\\*\\w+");

    private ConfigText() {}

    /** A secret in a line. */
    record Hit(int line, String name, String text) {}

    static List<Hit> hits(String text) {
        List<Hit> hits = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            Matcher assignment = ASSIGNMENT.matcher(line);
            if (line.length() <= SecretScan.LONGEST_LINE
                    && !COMMENT.matcher(line).matches()
                    && assignment.matches()) {
                String name = assignment.group(1);
                String value = assignment.group(2);
                if (SecretName.of(name) == SecretName.Meaning.SECRET
                        && !CODE.matcher(value).matches()
                        && !SecretText.harmless(value)
                        && !SecretText.namesFileOrVariable(value)
                        && !value.matches("\\d{1,4}|\\w+://.*")
                        && !SecretName.endsWithKey(name)) {
                    hits.add(new Hit(number, name, value));
                }
            }
        }
        return hits;
    }
}
