package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * A scalar whose text is YAML itself, like {@code helm.values: |} of an Argo CD application. A changed inner text is put into the
 * lines of the outer one that differ; every other byte stays.
 */
final class EmbeddedYaml {

    /** A line that could be a key of a mapping. */
    private static final Pattern KEY = Pattern.compile("^\\s*(- )?(\"[^\"]*\"|'[^']*'|[\\w./-]+)\\s*:(\\s|$)");

    private EmbeddedYaml() {}

    /** Whether the scalar may hold YAML with keys of its own: a block or a quoted text that begins like a mapping. */
    static boolean in(YamlNode.Scalar scalar) {
        if (scalar.style() == ScalarStyle.PLAIN) {
            return false;
        }
        String content = scalar.value().strip();
        return content.startsWith("{") && content.endsWith("}")
                || content.lines().anyMatch(line -> KEY.matcher(line).find());
    }

    /**
     * The outer text with the scalar's text replaced.
     *
     * @param name of the outer text, for messages
     * @throws TerminalException when the way the scalar is written would not survive
     */
    static String replace(String name, String outer, YamlNode.Scalar scalar, String inner) {
        return switch (scalar.style()) {
            case LITERAL -> literal(name, outer, scalar, inner);
            case DOUBLE_QUOTED ->
                quoted(name, outer, scalar, ScalarText.doubleQuoted(scalar.value()), ScalarText.doubleQuoted(inner));
            case SINGLE_QUOTED -> quoted(name, outer, scalar, singleQuoted(scalar.value()), singleQuoted(inner));
            default ->
                throw refused(name, scalar, "is a folded block (>), in which line ends are not those of its text");
        };
    }

    private static String singleQuoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static String quoted(String name, String outer, YamlNode.Scalar scalar, String was, String now) {
        if (!outer.substring(scalar.start(), scalar.end()).equals(was)) {
            throw refused(
                    name, scalar, "is a quoted text with line breaks or escapes that would be written differently");
        }
        return outer.substring(0, scalar.start()) + now + outer.substring(scalar.end());
    }

    /** Line n of a literal block is line n of its text behind the indentation, so only the lines that differ are written. */
    private static String literal(String name, String outer, YamlNode.Scalar scalar, String inner) {
        List<String> was = List.of(scalar.value().split("\n", -1));
        List<String> now = List.of(inner.split("\n", -1));
        int head = 0;
        while (head < Math.min(was.size(), now.size()) && was.get(head).equals(now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(was.size(), now.size()) - head
                && was.get(was.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        List<int[]> lines = lines(outer, scalar);
        int last = was.size() - tail - 1;
        if (last < head || last >= lines.size()) {
            throw refused(name, scalar, "is a block whose lines cannot be told apart");
        }
        int from = lines.get(head)[0];
        String raw = outer.substring(from, lines.get(head)[1]);
        String indent = raw.substring(0, raw.length() - was.get(head).length());
        String end = outer.startsWith("\r\n", lines.get(head)[1]) ? "\r\n" : "\n";
        List<String> written = now.subList(head, now.size() - tail).stream()
                .map(line -> line.isEmpty() ? line : indent + line)
                .toList();
        return outer.substring(0, from) + String.join(end, written) + outer.substring(lines.get(last)[1]);
    }

    /** Start and end of the block's lines in the outer text, without line ends. */
    private static List<int[]> lines(String outer, YamlNode.Scalar scalar) {
        List<int[]> lines = new ArrayList<>();
        int at = outer.indexOf('\n', scalar.start()) + 1;
        while (at > 0 && at < outer.length() && (at < scalar.end() || lines.isEmpty())) {
            int end = outer.indexOf('\n', at);
            int content = end < 0 ? outer.length() : end;
            lines.add(new int[] {at, content > at && outer.charAt(content - 1) == '\r' ? content - 1 : content});
            at = end < 0 ? outer.length() : end + 1;
        }
        return lines;
    }

    private static TerminalException refused(String name, YamlNode.Scalar scalar, String why) {
        return new TerminalException(
                "The YAML inside the text in line " + scalar.line() + " of " + name + " is not edited: the text " + why
                        + ".",
                "Write it as a literal block (|), or use a mapping such as valuesObject.");
    }
}
