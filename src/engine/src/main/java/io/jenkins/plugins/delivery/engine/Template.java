package io.jenkins.plugins.delivery.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with placeholders such as {@code ${service}}. A value that is put in is data: a placeholder inside it is not expanded.
 * A doubled dollar sign before the brace gives a literal placeholder.
 */
public final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}");

    private Template() {}

    /** The names of the placeholders in a text, in order, each once. */
    public static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null && !names.contains(matcher.group(1))) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    /**
     * Puts the values in.
     *
     * @param values name to value; a null value means that the name is known but has no value here
     * @throws IllegalArgumentException with a clause that names the unknown or unset placeholder
     */
    public static String expand(String text, Map<String, String> values) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name != null && !values.containsKey(name)) {
                throw new IllegalArgumentException(
                        "'" + text + "': " + NearestName.unknownKey("placeholder ", name, values.keySet()));
            }
            if (name != null && values.get(name) == null) {
                throw new IllegalArgumentException("'" + text + "' uses ${" + name + "}, but there is no " + name);
            }
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(name == null ? "${" : values.get(name)));
        }
        return matcher.appendTail(expanded).toString();
    }
}
