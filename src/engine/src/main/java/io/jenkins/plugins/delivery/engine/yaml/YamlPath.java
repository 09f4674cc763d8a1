package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a YAML document as people write it: {@code image.tag}, {@code a[0].b}, {@code parameters[name=image.tag].value},
 * {@code annotations["app.kubernetes.io/name"]} or {@code annotations."app.kubernetes.io/name"}. In a text of several documents
 * {@code doc[1].image.tag} names the second.
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

    /** The only item of a list that is a mapping in which {@code key} has {@code value}. */
    record Filter(String key, String value) implements Step {
        @Override
        public String toString() {
            return "[" + key + "=" + value + "]";
        }
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
        if (quoted()) {
            steps.add(new Key(string()));
        } else {
            int end = text.indexOf(']', at);
            int equals = text.indexOf('=', at);
            if (end < 0) {
                throw refused("a ']' is missing");
            }
            if (equals >= 0 && equals < end) {
                String key = text.substring(at, equals).trim();
                at = equals + 1;
                String value =
                        quoted() ? string() : text.substring(at, at = end).trim();
                steps.add(new Filter(key, value));
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
