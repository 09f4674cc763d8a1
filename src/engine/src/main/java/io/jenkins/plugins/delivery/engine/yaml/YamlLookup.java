package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.List;

/** Follows a {@link YamlPath} through the documents of one text. */
final class YamlLookup {

    /**
     * What a path leads to.
     *
     * @param way the nodes from the document's root to the node, both included
     * @param rest the part of the path that goes on inside the node, a text that holds YAML itself; empty for most
     */
    record Found(List<YamlNode> way, List<YamlPath.Step> rest) {
        YamlNode node() {
            return way.get(way.size() - 1);
        }
    }

    private static final YamlPath.Key DOC = new YamlPath.Key("doc");

    private final String name;
    private final List<YamlNode> documents;

    YamlLookup(String name, List<YamlNode> documents) {
        this.name = name;
        this.documents = documents;
    }

    /**
     * @throws NotFoundException when no document holds the path; names the nearest key
     * @throws TerminalException when several hold it, or an alias stands in the way
     */
    Found find(List<YamlPath.Step> steps) {
        if (documents.isEmpty()) {
            throw new NotFoundException(name + " is empty, so it has no '" + YamlPath.text(steps) + "'.");
        }
        if (steps.size() > 2 && steps.get(0).equals(DOC) && namesDocument(steps.get(1))) {
            return new Walk(steps, 2).from(document(steps));
        }
        List<Found> found = new ArrayList<>();
        NotFoundException missing = null;
        for (YamlNode document : documents) {
            try {
                found.add(new Walk(steps, 0).from(document));
            } catch (NotFoundException e) {
                missing = e;
            }
        }
        if (found.size() > 1) {
            throw new TerminalException(
                    found.size() + " documents of " + name + " hold '" + YamlPath.text(steps) + "'.",
                    "Say which one, for example doc[0]." + YamlPath.text(steps) + ".");
        }
        if (found.isEmpty()) {
            throw missing;
        }
        return found.get(0);
    }

    /** A document may have a key doc of its own; then a selector means that one. */
    private boolean namesDocument(YamlPath.Step selector) {
        boolean several = documents.size() > 1;
        return selector instanceof YamlPath.Index
                ? several
                : selector instanceof YamlPath.Filter
                        && documents.stream()
                                .noneMatch(root -> root instanceof YamlNode.Mapping mapping
                                        && mapping.names().contains(DOC.name()));
    }

    private YamlNode document(List<YamlPath.Step> steps) {
        if (steps.get(1) instanceof YamlPath.Index index) {
            if (index.index() >= documents.size()) {
                throw new NotFoundException(
                        name + " has " + documents.size() + " documents, so there is no doc[" + index.index() + "].",
                        "The first is doc[0].");
            }
            return documents.get(index.index());
        }
        YamlChoice choice = new YamlChoice(name, "doc", YamlPath.text(steps), "documents");
        return choice.one(documents, steps.get(1));
    }

    private final class Walk {
        private final String path;
        private final List<YamlPath.Step> steps;
        private final int first;

        Walk(List<YamlPath.Step> steps, int first) {
            this.path = YamlPath.text(steps);
            this.steps = steps;
            this.first = first;
        }

        Found from(YamlNode root) {
            List<YamlNode> way = new ArrayList<>();
            way.add(root);
            for (int i = first; i < steps.size(); i++) {
                YamlNode node = way.get(way.size() - 1);
                if (node instanceof YamlNode.Alias alias) {
                    throw new TerminalException(
                            "'" + text(i) + "' in line " + alias.line() + " of " + name + " is only a reference to &"
                                    + alias.target() + ".",
                            "Name the path where the value is written.");
                }
                if (node instanceof YamlNode.Scalar scalar && EmbeddedYaml.in(scalar)) {
                    return new Found(List.copyOf(way), steps.subList(i, steps.size()));
                }
                way.add(next(node, steps.get(i), i));
            }
            return new Found(List.copyOf(way), List.of());
        }

        private YamlNode next(YamlNode node, YamlPath.Step step, int depth) {
            if (step instanceof YamlPath.Key key && node instanceof YamlNode.Mapping mapping) {
                return mapping.entries().stream()
                        .filter(entry -> key.name().equals(entry.name()))
                        .map(YamlNode.Entry::value)
                        .findFirst()
                        .orElseThrow(() -> noKey(mapping, key, depth));
            }
            if (step instanceof YamlPath.Index index && node instanceof YamlNode.Sequence list) {
                if (index.index() < list.items().size()) {
                    return list.items().get(index.index());
                }
                throw missing(where(depth) + " has only " + list.items().size() + " items.");
            }
            if (!(step instanceof YamlPath.Key) && node instanceof YamlNode.Sequence list) {
                return new YamlChoice(name, text(depth), path, "items").one(list.items(), step);
            }
            throw missing(where(depth) + " is " + kind(node) + ", not "
                    + (step instanceof YamlPath.Key ? "a mapping" : "a list") + ".");
        }

        private NotFoundException noKey(YamlNode.Mapping mapping, YamlPath.Key key, int depth) {
            String merge = mapping.names().contains("<<")
                    ? " If it comes through the merge key '<<', name the place where it is written."
                    : "";
            return missing(where(depth) + " has no key '" + key.name() + "'"
                    + YamlChoice.hint(key.name(), mapping.names()) + merge);
        }

        private NotFoundException missing(String why) {
            return new NotFoundException(name + " has no '" + path + "': " + why);
        }

        private String where(int depth) {
            return depth == first ? text(depth) : "'" + text(depth) + "'";
        }

        private String text(int depth) {
            return depth == first ? "the document" : YamlPath.text(steps.subList(first, depth));
        }
    }

    /** Whether this is what YAML takes the action {@code {{ … }}} of a template for: a mapping that is the key of another. */
    static boolean isAction(YamlNode node) {
        return node instanceof YamlNode.Mapping mapping
                && mapping.flow()
                && mapping.entries().size() == 1
                && mapping.entries().get(0).key() instanceof YamlNode.Mapping;
    }

    static String kind(YamlNode node) {
        if (node instanceof YamlNode.Mapping) {
            return "a mapping";
        }
        if (node instanceof YamlNode.Sequence) {
            return "a list";
        }
        return node instanceof YamlNode.Alias ? "an alias" : "a single value";
    }
}
