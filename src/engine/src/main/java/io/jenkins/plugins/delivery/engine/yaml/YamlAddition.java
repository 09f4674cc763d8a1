package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Adds a value that is not there yet to a YAML document: one line in block style or one entry between braces; every other line
 * stays as it is. {@link YamlEdit} replaces what is there.
 */
public final class YamlAddition {

    private final String name;
    private final String text;
    private final String path;

    private YamlAddition(String name, String text, String path) {
        this.name = name;
        this.text = text;
        this.path = path;
    }

    /**
     * The text with the value added.
     *
     * @param name what people call the text, for messages
     * @param path keys with dots between them, like {@code image.tag}; nothing may be there
     * @param value a text, number or boolean
     * @throws TerminalException when a key on the way holds something else than a mapping
     */
    public static String add(String name, String text, String path, Object value) {
        String changed = new YamlAddition(name, text, path).add(scalar(value));
        Optional<String> found = YamlEdit.of(name, changed).find(path);
        if (!found.equals(Optional.of(String.valueOf(value)))) {
            throw new TerminalException(
                    "'" + path + "' cannot be added to " + name + " without changing something else.",
                    "Write it there once, with any value.");
        }
        return changed;
    }

    private String add(String value) {
        List<String> keys = Arrays.asList(path.split("\\.", -1));
        if (!keys.stream().allMatch(key -> key.matches("[A-Za-z0-9_/-]+"))) {
            throw new TerminalException(
                    "'" + path + "' is not in " + name + ", and only a path of plain keys can be added.",
                    "Write it there once, with any value.");
        }
        Node node = new Compose(YamlSettings.of(name, text).build())
                .composeString(text)
                .orElse(null);
        if (node == null) {
            return ended(text) + block(keys, value, 0);
        }
        Node key = null;
        for (int depth = 0; depth < keys.size(); depth++) {
            Optional<NodeTuple> next = child(node, keys.get(depth));
            if (next.isEmpty()) {
                return insert(key, node, keys.subList(depth, keys.size()), value);
            }
            key = next.get().getKeyNode();
            node = next.get().getValueNode();
        }
        throw new TerminalException("'" + path + "' is in " + name + " already.", "");
    }

    private Optional<NodeTuple> child(Node node, String key) {
        return !(node instanceof MappingNode mapping)
                ? Optional.empty()
                : mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .findFirst();
    }

    /** @param key of the node; null for the root */
    private String insert(Node key, Node node, List<String> keys, String value) {
        if (key != null && index(node) < index(key)) {
            throw refused("is only a reference to another place");
        }
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL) && key != null) {
            return scalar.getValue().isEmpty()
                    ? afterLine(key, block(keys, value, column(key) + 2))
                    : insertReplacing(key, node, keys, value);
        }
        if (!(node instanceof MappingNode mapping)) {
            throw refused("is no mapping");
        }
        if (mapping.getValue().isEmpty()) {
            if (key == null) {
                throw refused("is written as { }");
            }
            return insertReplacing(key, node, keys, value);
        }
        if (mapping.getFlowStyle() == FlowStyle.FLOW) {
            int brace = index(node) + 1;
            return text.substring(0, brace) + flow(keys, value) + ", " + text.substring(brace);
        }
        int indent = column(mapping.getValue().get(0).getKeyNode());
        return key == null ? ended(text) + block(keys, value, indent) : afterLine(key, block(keys, value, indent));
    }

    /** Takes an empty value ({@code {}}, {@code null}) away and writes the block below its key. */
    private String insertReplacing(Node key, Node node, List<String> keys, String value) {
        int start = index(node);
        int end = node.getEndMark().map(this::offset).orElse(start);
        String without = text.substring(0, start).stripTrailing() + text.substring(end);
        return new YamlAddition(name, without, path).afterLine(key, block(keys, value, column(key) + 2));
    }

    private String afterLine(Node key, String block) {
        int lineEnd = text.indexOf('\n', index(key));
        return lineEnd < 0 ? ended(text) + block : text.substring(0, lineEnd + 1) + block + text.substring(lineEnd + 1);
    }

    private String block(List<String> keys, String value, int indent) {
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            lines.append(" ".repeat(indent + 2 * i)).append(keys.get(i)).append(':');
            lines.append(i == keys.size() - 1 ? " " + value : "").append(end);
        }
        return lines.toString();
    }

    private static String flow(List<String> keys, String value) {
        List<String> parts = new ArrayList<>();
        keys.forEach(key -> parts.add("\"" + key + "\": "));
        return String.join("{", parts) + value + "}".repeat(keys.size() - 1);
    }

    /** The text with a line end at its end. */
    private String ended(String content) {
        return content.isEmpty() || content.endsWith("\n")
                ? content
                : content + (content.contains("\r\n") ? "\r\n" : "\n");
    }

    private int index(Node node) {
        return node.getStartMark().map(this::offset).orElse(0);
    }

    /** Marks count code points; a text is addressed by characters. */
    private int offset(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElse(0);
    }

    private static String scalar(Object value) {
        return value instanceof Number || value instanceof Boolean
                ? value.toString()
                : ScalarText.doubleQuoted(String.valueOf(value));
    }

    private TerminalException refused(String why) {
        return new TerminalException(
                "'" + path + "' cannot be added to " + name + ": a key on the way " + why + ".",
                "Write it there once, with any value.");
    }
}
