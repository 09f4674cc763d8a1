package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A node of a YAML text to look around from, with the path that {@link YamlEdit} takes for it. Aliases and what comes through
 * merge keys cannot be seen: they are not written there.
 */
public final class YamlPlace {

    private final List<YamlPath.Step> path;
    private final YamlNode node;

    private YamlPlace(List<YamlPath.Step> path, YamlNode node) {
        this.path = path;
        this.node = node;
    }

    /**
     * The documents of a text. One of several is addressed by its kind and name where those are unique, which stays true when
     * documents are added before it.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException as {@link YamlEdit#of}
     */
    public static List<YamlPlace> documents(String name, String text) {
        List<YamlNode> documents = LastRead.documents(name, text);
        List<YamlPlace> places = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            places.add(new YamlPlace(List.of(), documents.get(i)));
        }
        if (documents.size() < 2) {
            return places;
        }
        YamlPlace all =
                new YamlPlace(List.of(new YamlPath.Key("doc")), new YamlNode.Sequence(documents, false, null, null, 1));
        return all.items("kind", "metadata.name");
    }

    /** How {@link YamlEdit} is told of this place. */
    public String path() {
        return YamlPath.text(path);
    }

    /** Line of the text, from 1; within an embedded text, from its beginning. */
    public int line() {
        return node.line();
    }

    /** The scalar as text; empty for anything else. */
    public Optional<String> text() {
        return node instanceof YamlNode.Scalar scalar ? Optional.of(scalar.value()) : Optional.empty();
    }

    /** The scalar at these keys as text; empty for anything else. */
    public Optional<String> text(String... keys) {
        return at(keys).flatMap(YamlPlace::text);
    }

    /** Whether it is an empty text or null, however that is written. */
    public boolean isNothing() {
        return node instanceof YamlNode.Scalar scalar
                && (scalar.value().isBlank() || ScalarText.type(scalar).equals(Tag.NULL.getValue()));
    }

    /** The keys of the mapping, in order. */
    public List<String> names() {
        return node instanceof YamlNode.Mapping mapping ? mapping.names() : List.of();
    }

    /** What stands at these keys, also inside a text that is YAML itself. */
    public Optional<YamlPlace> at(String... keys) {
        YamlPlace place = this;
        for (String key : keys) {
            Optional<YamlPlace> next = place.child(key);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            place = next.get();
        }
        return Optional.of(place);
    }

    private Optional<YamlPlace> child(String key) {
        YamlNode parent = node;
        if (node instanceof YamlNode.Scalar scalar && EmbeddedYaml.in(scalar)) {
            parent = inner(scalar);
        }
        return parent instanceof YamlNode.Mapping mapping
                ? mapping.entries().stream()
                        .filter(entry -> key.equals(entry.name()))
                        .findFirst()
                        .map(entry -> new YamlPlace(with(new YamlPath.Key(key)), entry.value()))
                : Optional.empty();
    }

    /** The document that a text holds; the text itself when it is none, such as the template of another tool. */
    private static YamlNode inner(YamlNode.Scalar text) {
        try {
            List<YamlNode> inner = LastRead.documents("the text in line " + text.line(), text.value());
            return inner.size() == 1 ? inner.get(0) : text;
        } catch (TerminalException e) {
            return text;
        }
    }

    /** The values of the mapping, in order. */
    public List<YamlPlace> children() {
        return names().stream().flatMap(name -> child(name).stream()).toList();
    }

    /**
     * The items of the list. An item is addressed by its values of the identifying keys when no other item has the same, else by
     * its index.
     *
     * @param identifying keys; dots go down into the item
     */
    public List<YamlPlace> items(String... identifying) {
        if (!(node instanceof YamlNode.Sequence list)) {
            return List.of();
        }
        List<YamlPlace> items = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            YamlPath.Step step = new YamlPath.Index(i);
            Map<String, String> values = new LinkedHashMap<>();
            for (String key : identifying) {
                new YamlPlace(List.of(), list.items().get(i))
                        .text(key.split("\\."))
                        .filter(value -> !value.isEmpty() && !(value.contains("'") && value.contains("\"")))
                        .ifPresent(value -> values.put(key, value));
            }
            YamlPath.Filter filter = new YamlPath.Filter(values);
            List<YamlNode> same = list.items().stream()
                    .filter(item -> YamlChoice.matches(item, filter))
                    .toList();
            boolean unique = !values.isEmpty()
                    && same.size() == 1
                    && same.get(0) == list.items().get(i);
            items.add(new YamlPlace(with(unique ? filter : step), list.items().get(i)));
        }
        return items;
    }

    /** The only text of the list with this beginning. */
    public Optional<YamlPlace> beginning(String prefix) {
        YamlPath.Beginning beginning = new YamlPath.Beginning(prefix);
        List<YamlNode> hits = node instanceof YamlNode.Sequence list
                ? list.items().stream()
                        .filter(item -> YamlChoice.matches(item, beginning))
                        .toList()
                : List.of();
        return hits.size() == 1 ? Optional.of(new YamlPlace(with(beginning), hits.get(0))) : Optional.empty();
    }

    private List<YamlPath.Step> with(YamlPath.Step step) {
        List<YamlPath.Step> longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }

    @Override
    public String toString() {
        return path();
    }
}
