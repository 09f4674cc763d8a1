package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place in a YAML document as people write it: {@code image.tag}, {@code a[0].b}, {@code parameters[name=image.tag].value},
 * {@code elements[env=stage,service=api].tag}, {@code images[^=shop/api:]} (the text with this beginning),
 * {@code annotations["app.kubernetes.io/name"]} or {@code annotations."app.kubernetes.io/name"}. In a text of several documents
 * {@code doc[1].image.tag} names the second and {@code doc[kind=Application,metadata.name=api].spec} the one with these values.
 */
final class YamlPath {

    sealed interface Step {}

    record Key(String name) implements Step {
        @Override
        public String toString() {
            return name.matches("[^.\\[\\]\"'=]+") ? name : "[\"" + name + "\"]";
        }
    }

    record Index(int index) implements Step {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    /** The only item of a list, or document of a text, with these values; a key may be keys with dots between them. */
    record Filter(Map<String, String> conditions) implements Step {

        Filter {
            conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
        }

        @Override
        public String toString() {
            return conditions.entrySet().stream()
                    .map(condition -> condition.getKey() + "=" + written(condition.getValue()))
                    .collect(Collectors.joining(",", "[", "]"));
        }
    }

    /** The only item of a list that is a text with this beginning, as in {@code images[^=shop/api:]}. */
    record Beginning(String prefix) implements Step {
        @Override
        public String toString() {
            return "[^=" + written(prefix) + "]";
        }
    }

    /** Where the next condition of a filter begins. */
    private static final Pattern NEXT_CONDITION = Pattern.compile(",\\s*[A-Za-z0-9_./-]+\\s*=");

    private static String written(String value) {
        boolean plain = value.equals(value.trim()) && value.matches("[^\\]\"',]+");
        return plain ? value : value.contains("\"") ? "'" + value + "'" : "\"" + value + "\"";
    }

    private final String text;
    private final List<Step> steps = new ArrayList<>();
    private int at;

    private YamlPath(String text) {
        this.text = text;
    }

    /** @throws InvalidInputException when the text is no path */
    static List<Step> parse(String text) {
        YamlPath path = new YamlPath(text);
        path.parse();
        return List.copyOf(path.steps);
    }

    /** How people write these steps. */
    static String text(List<Step> steps) {
        StringBuilder written = new StringBuilder();
        for (Step step : steps) {
            String part = step.toString();
            written.append(written.isEmpty() || part.startsWith("[") ? "" : ".").append(part);
        }
        return written.toString();
    }

    private void parse() {
        if (text.isBlank()) {
            throw refused("it is empty");
        }
        while (at < text.length()) {
            if (text.charAt(at) == '[') {
                at++;
                bracket();
            } else {
                if (!steps.isEmpty()) {
                    expect('.');
                }
                steps.add(new Key(quoted() ? string() : word()));
            }
        }
    }

    private void bracket() {
        int end = text.indexOf(']', at);
        int equals = text.indexOf('=', at);
        if (quoted()) {
            steps.add(new Key(string()));
        } else if (end < 0) {
            throw refused("a ']' is missing");
        } else {
            if (equals >= 0 && equals < end) {
                steps.add(filter(equals));
            } else {
                String index = text.substring(at, end).trim();
                if (!index.matches("\\d{1,6}")) {
                    throw refused("'[" + index + "]' is neither an index, nor [key=value], nor a key in quotes");
                }
                steps.add(new Index(Integer.parseInt(index)));
                at = end;
            }
        }
        expect(']');
    }

    private Step filter(int firstEquals) {
        Map<String, String> conditions = new LinkedHashMap<>();
        int equals = firstEquals;
        while (true) {
            String key = text.substring(at, equals).trim();
            at = equals + 1;
            conditions.put(key, quoted() ? string() : unquoted());
            if (key.equals("^")) {
                return new Beginning(conditions.get(key));
            }
            equals = text.indexOf('=', at);
            if (at >= text.length() || text.charAt(at) != ',' || equals < 0) {
                return new Filter(conditions);
            }
            at++;
        }
    }

    /** A value up to the bracket or the next condition. */
    private String unquoted() {
        int end = text.indexOf(']', at);
        Matcher next = NEXT_CONDITION.matcher(text).region(at, end < 0 ? text.length() : end);
        int stop = next.find() ? next.start() : next.regionEnd();
        String value = text.substring(at, stop).trim();
        at = stop;
        return value;
    }

    private boolean quoted() {
        return at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
    }

    private String string() {
        int end = text.indexOf(text.charAt(at), at + 1);
        if (end < 0) {
            throw refused("a closing quote is missing");
        }
        String value = text.substring(at + 1, end);
        at = end + 1;
        return value;
    }

    private String word() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
            at++;
        }
        if (at == start) {
            throw refused("a key is missing at position " + (start + 1));
        }
        return text.substring(start, at);
    }

    private void expect(char wanted) {
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw refused("'" + wanted + "' is missing at position " + (at + 1));
        }
        at++;
        if (wanted == '.' && at == text.length()) {
            throw refused("it ends with a dot");
        }
    }

    private InvalidInputException refused(String why) {
        return new InvalidInputException(
                "The YAML path '" + text + "'", List.of(why + "; write for example image.tag or list[name=x].value"));
    }
}
