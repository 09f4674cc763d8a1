package io.jenkins.plugins.delivery.engine.yaml;

import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * A YAML document as it is written: aliases stay aliases and tags are only text, so nothing is expanded or built.
 *
 * <p>Offsets are UTF-16 indexes into the text; lines count from 1. {@code anchor} and {@code tag} are null when absent.
 */
sealed interface YamlNode {

    int line();

    String anchor();

    /**
     * @param start first character of the value itself, after anchor and tag
     * @param end behind its last character; equal to {@code start} for an empty value
     * @param flow whether it stands inside brackets or braces
     */
    record Scalar(
            String value, ScalarStyle style, int start, int end, boolean flow, String anchor, String tag, int line)
            implements YamlNode {

        boolean block() {
            return style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
        }
    }

    /** A reference {@code *target}. */
    record Alias(String target, int line) implements YamlNode {
        @Override
        public String anchor() {
            return null;
        }
    }

    record Entry(YamlNode key, YamlNode value) {
        /** The key as text; null when it is not a scalar, and so cannot be addressed. */
        String name() {
            return key instanceof Scalar scalar ? scalar.value() : null;
        }
    }

    record Mapping(List<Entry> entries, boolean flow, String anchor, String tag, int line) implements YamlNode {
        List<String> names() {
            return entries.stream()
                    .map(Entry::name)
                    .filter(name -> name != null && !name.isEmpty())
                    .toList();
        }
    }

    record Sequence(List<YamlNode> items, boolean flow, String anchor, String tag, int line) implements YamlNode {}
}
