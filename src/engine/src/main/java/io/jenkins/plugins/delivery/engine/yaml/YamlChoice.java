package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Picks the one node of several that a selector means.
 *
 * @param name what people call the text
 * @param list what is picked from, for messages
 * @param path the whole path, for messages
 * @param plural what the nodes are called
 */
record YamlChoice(String name, String list, String path, String plural) {

    /**
     * @throws NotFoundException when none is meant; names the nearest
     * @throws TerminalException when several are
     */
    YamlNode one(List<YamlNode> nodes, YamlPath.Step step) {
        List<YamlNode> hits = nodes.stream().filter(node -> matches(node, step)).toList();
        if (hits.size() == 1) {
            return hits.get(0);
        }
        if (hits.size() > 1) {
            throw new TerminalException(
                    hits.size() + " " + plural + " of '" + list + "' in " + name + " have " + text(step) + ".",
                    "Use an index, or make the value unique.");
        }
        throw new NotFoundException(name + " has no '" + path + "': no "
                + plural.substring(0, plural.length() - 1) + " of '" + list + "' has " + text(step)
                + nearest(nodes, step));
    }

    static boolean matches(YamlNode node, YamlPath.Step step) {
        if (step instanceof YamlPath.Beginning beginning) {
            return node instanceof YamlNode.Scalar scalar && scalar.value().startsWith(beginning.prefix());
        }
        return step instanceof YamlPath.Filter filter
                && filter.conditions().entrySet().stream().allMatch(condition -> value(node, condition.getKey())
                        .filter(condition.getValue()::equals)
                        .isPresent());
    }

    /** The value of a key of a mapping; what is no key itself may be keys with dots between them. */
    private static Optional<String> value(YamlNode node, String key) {
        Optional<YamlNode> own = child(node, key);
        if (own.isEmpty()) {
            own = Optional.of(node);
            for (String part : Arrays.asList(key.split("\\."))) {
                own = own.flatMap(parent -> child(parent, part));
            }
        }
        return own.filter(YamlNode.Scalar.class::isInstance).map(value -> ((YamlNode.Scalar) value).value());
    }

    private static Optional<YamlNode> child(YamlNode node, String key) {
        return node instanceof YamlNode.Mapping mapping
                ? mapping.entries().stream()
                        .filter(entry -> key.equals(entry.name()))
                        .map(YamlNode.Entry::value)
                        .findFirst()
                : Optional.empty();
    }

    private static String text(YamlPath.Step step) {
        if (step instanceof YamlPath.Beginning beginning) {
            return "the beginning " + beginning.prefix();
        }
        return String.join(
                " and ",
                ((YamlPath.Filter) step)
                        .conditions().entrySet().stream()
                                .map(condition -> condition.getKey() + " = " + condition.getValue())
                                .toList());
    }

    private static String nearest(List<YamlNode> nodes, YamlPath.Step step) {
        if (step instanceof YamlPath.Beginning beginning) {
            return hint(
                    beginning.prefix(),
                    nodes.stream()
                            .filter(YamlNode.Scalar.class::isInstance)
                            .map(node -> ((YamlNode.Scalar) node).value())
                            .toList());
        }
        Map<String, String> conditions = ((YamlPath.Filter) step).conditions();
        // The first condition that no node fulfils explains it; when each is fulfilled by some node, it is their
        // combination.
        return conditions.entrySet().stream()
                .filter(condition -> values(nodes, condition.getKey()).stream().noneMatch(condition.getValue()::equals))
                .findFirst()
                .map(condition -> hint(condition.getValue(), values(nodes, condition.getKey())))
                .orElse(" together.");
    }

    private static List<String> values(List<YamlNode> nodes, String key) {
        return nodes.stream().flatMap(node -> value(node, key).stream()).toList();
    }

    /** The end of a sentence: what was probably meant, or what there is. */
    static String hint(String wanted, List<String> known) {
        if (known.isEmpty()) {
            return ".";
        }
        return NearestName.of(wanted, known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElseGet(() -> "; there are "
                        + String.join(", ", known.stream().distinct().limit(12).toList())
                        + (known.size() > 12 ? " …" : "") + ".");
    }
}
