package io.jenkins.plugins.delivery.engine.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Compares two texts by what they say: the check after an edit. */
final class YamlComparison {

    private YamlComparison() {}

    /** Whether the second text says the same as the first, but for {@code old}, which now has this value. */
    static boolean onlyDifference(
            List<YamlNode> documentsBefore, List<YamlNode> documentsAfter, YamlNode.Scalar old, String value) {
        List<YamlNode> before = nodes(documentsBefore);
        List<YamlNode> after = nodes(documentsAfter);
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            YamlNode was = before.get(i);
            boolean asMeant = was == old
                    ? after.get(i) instanceof YamlNode.Scalar now && replacement(old, now, value)
                    : same(was, after.get(i));
            if (!asMeant) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(YamlNode was, YamlNode now) {
        // The type follows from these; to work it out for every value takes longer than all the rest.
        boolean alike = was instanceof YamlNode.Scalar old
                && now instanceof YamlNode.Scalar other
                && old.value().equals(other.value())
                && old.style() == other.style()
                && Objects.equals(old.tag(), other.tag())
                && Objects.equals(old.anchor(), other.anchor());
        return alike || says(was).equals(says(now));
    }

    private static boolean replacement(YamlNode.Scalar old, YamlNode.Scalar now, String value) {
        String type = ScalarText.type(now);
        return now.value().equals(value)
                && Objects.equals(now.anchor(), old.anchor())
                && Objects.equals(now.tag(), old.tag())
                && (type.equals(ScalarText.type(old)) || type.equals(ScalarText.TEXT) || wholeForFraction(old, type));
    }

    /** A fraction may become a whole number: who reads the one as a number reads the other so, too. */
    private static boolean wholeForFraction(YamlNode.Scalar old, String type) {
        return ScalarText.type(old).equals(Tag.FLOAT.getValue()) && type.equals(Tag.INT.getValue());
    }

    /** What a node says beside its children. */
    private static List<Object> says(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            return Arrays.asList("scalar", scalar.value(), ScalarText.type(scalar), scalar.anchor());
        }
        if (node instanceof YamlNode.Alias alias) {
            return Arrays.asList("alias", alias.target());
        }
        if (node instanceof YamlNode.Sequence list) {
            return Arrays.asList("list", list.items().size(), list.tag(), list.anchor());
        }
        YamlNode.Mapping mapping = (YamlNode.Mapping) node;
        return Arrays.asList("mapping", mapping.entries().size(), mapping.tag(), mapping.anchor());
    }

    /** All nodes in the order of the text. */
    static List<YamlNode> nodes(List<YamlNode> documents) {
        List<YamlNode> all = new ArrayList<>();
        documents.forEach(document -> collect(document, all));
        return all;
    }

    private static void collect(YamlNode node, List<YamlNode> all) {
        all.add(node);
        if (node instanceof YamlNode.Sequence list) {
            list.items().forEach(item -> collect(item, all));
        } else if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach(entry -> {
                collect(entry.key(), all);
                collect(entry.value(), all);
            });
        }
    }
}
