package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows a {@link YamlPath} through the documents of one text. */
final class YamlLookup {

    /**
     * What a path leads to.
     *
     * @param way the nodes from the document's root to the node, both included
     */
    record Found(List<YamlNode> way) {
        YamlNode node() {
            return way.get(way.size() - 1);
        }
    }

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
    Found find(String path) {
        List<YamlPath.Step> steps = YamlPath.parse(path);
        if (documents.size() > 1
                && steps.size() > 2
                && steps.get(0).equals(new YamlPath.Key("doc"))
                && steps.get(1) instanceof YamlPath.Index index) {
            if (index.index() >= documents.size()) {
                throw new NotFoundException(
                        name + " has " + documents.size() + " documents, so there is no doc[" + index.index() + "].",
                        "The first is doc[0].");
            }
            return new Walk(path, steps, 2).from(documents.get(index.index()));
        }
        List<Found> found = new ArrayList<>();
        NotFoundException missing = new NotFoundException(name + " is empty, so it has no '" + path + "'.");
        for (YamlNode document : documents) {
            try {
                found.add(new Walk(path, steps, 0).from(document));
            } catch (NotFoundException e) {
                missing = e;
            }
        }
        if (found.size() > 1) {
            throw new TerminalException(
                    found.size() + " documents of " + name + " hold '" + path + "'.",
                    "Say which one, for example doc[0]." + path + ".");
        }
        if (found.isEmpty()) {
            throw missing;
        }
        return found.get(0);
    }

    private final class Walk {
        private final String path;
        private final List<YamlPath.Step> steps;
        private final int first;

        Walk(String path, List<YamlPath.Step> steps, int first) {
            this.path = path;
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
                way.add(next(node, steps.get(i), i));
            }
            return new Found(List.copyOf(way));
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
                throw missing("'" + text(depth) + "' has only " + list.items().size() + " items.");
            }
            if (step instanceof YamlPath.Filter filter && node instanceof YamlNode.Sequence list) {
                return filtered(list, filter, depth);
            }
            throw missing("'" + text(depth) + "' is " + kind(node) + ", not "
                    + (step instanceof YamlPath.Key ? "a mapping" : "a list") + ".");
        }

        private YamlNode filtered(YamlNode.Sequence list, YamlPath.Filter filter, int depth) {
            List<YamlNode> hits = list.items().stream()
                    .filter(item -> value(item, filter.key())
                            .filter(filter.value()::equals)
                            .isPresent())
                    .toList();
            if (hits.size() == 1) {
                return hits.get(0);
            }
            if (hits.size() > 1) {
                throw new TerminalException(
                        hits.size() + " items of '" + text(depth) + "' in " + name + " have " + filter.key() + " = "
                                + filter.value() + ".",
                        "Use an index, or make the value unique.");
            }
            List<String> known = list.items().stream()
                    .flatMap(item -> value(item, filter.key()).stream())
                    .toList();
            throw missing("no item of '" + text(depth) + "' has " + filter.key() + " = " + filter.value()
                    + hint(filter.value(), known));
        }

        private Optional<String> value(YamlNode item, String key) {
            return item instanceof YamlNode.Mapping mapping
                    ? mapping.entries().stream()
                            .filter(entry -> key.equals(entry.name()))
                            .map(YamlNode.Entry::value)
                            .filter(YamlNode.Scalar.class::isInstance)
                            .map(value -> ((YamlNode.Scalar) value).value())
                            .findFirst()
                    : Optional.empty();
        }

        private NotFoundException noKey(YamlNode.Mapping mapping, YamlPath.Key key, int depth) {
            String where = depth == first ? "the document" : "'" + text(depth) + "'";
            String merge = mapping.names().contains("<<")
                    ? " If it comes through the merge key '<<', name the place where it is written."
                    : "";
            return missing(where + " has no key '" + key.name() + "'" + hint(key.name(), mapping.names()) + merge);
        }

        private String hint(String wanted, List<String> known) {
            if (known.isEmpty()) {
                return ".";
            }
            return NearestName.of(wanted, known)
                    .map(nearest -> "; did you mean '" + nearest + "'?")
                    .orElseGet(() -> "; there are "
                            + String.join(", ", known.stream().limit(12).toList()) + (known.size() > 12 ? " …" : "")
                            + ".");
        }

        private NotFoundException missing(String why) {
            return new NotFoundException(name + " has no '" + path + "': " + why);
        }

        private String text(int depth) {
            return depth == first ? "the document" : YamlPath.text(steps.subList(first, depth));
        }
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
