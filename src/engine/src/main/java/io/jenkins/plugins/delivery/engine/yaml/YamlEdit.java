package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A YAML or JSON text in which single scalars are replaced and nothing else: comments, order, line ends, quoting and every byte
 * around the value stay. After each replacement the text is read again and compared, so a change of anything else is impossible.
 *
 * <pre>{@code
 * String changed = YamlEdit.of("values.yaml", text).replace("image.tag", "1.4.0").text();
 * }</pre>
 *
 * <p>Paths: {@code image.tag}, {@code a[0].b}, {@code parameters[name=image.tag].value}, {@code labels["app.kubernetes.io/name"]},
 * {@code elements[env=stage,service=api].tag}, {@code images[^=shop/api:]} for the text with this beginning, and in a text of several
 * documents {@code doc[1].image.tag} or {@code doc[kind=Application,metadata.name=api].spec…} (not needed when only one document
 * holds the path). A path may lead into a text that is YAML itself: {@code spec.source.helm.values.image.tag}.
 *
 * <p>Instances are immutable.
 */
public final class YamlEdit {

    private final String name;
    private final String text;
    private final List<YamlNode> documents;

    private YamlEdit(String name, String text, List<YamlNode> documents) {
        this.name = name;
        this.text = text;
        this.documents = documents;
    }

    /**
     * @param name what people call the text, usually its file path, for messages
     * @throws TerminalException when it is no YAML, has a key twice, or is too long or nested too deeply to be edited
     */
    public static YamlEdit of(String name, String text) {
        return new YamlEdit(name, text, LastRead.documents(name, text));
    }

    /** The text as it is now. */
    public String text() {
        return text;
    }

    /** The scalar at the path as text; empty when the path leads nowhere, to a collection or to an alias. */
    public Optional<String> find(String path) {
        try {
            YamlLookup.Found found = lookup(path);
            if (!(found.node() instanceof YamlNode.Scalar scalar)) {
                return Optional.empty();
            }
            return found.rest().isEmpty()
                    ? Optional.of(scalar.value())
                    : inner(found).find(YamlPath.text(found.rest()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * The scalar at the path as text; an empty value is the empty text.
     *
     * @throws NotFoundException when there is no such path; names the nearest key
     * @throws TerminalException when the path is ambiguous or leads to a collection or an alias
     */
    public String get(String path) {
        YamlLookup.Found found = lookup(path);
        return found.rest().isEmpty()
                ? scalar(path, found).value()
                : inner(found).get(YamlPath.text(found.rest()));
    }

    private YamlLookup.Found lookup(String path) {
        return new YamlLookup(name, documents).find(YamlPath.parse(path));
    }

    /** The text at the end of the way, which is YAML itself. */
    private YamlEdit inner(YamlLookup.Found found) {
        YamlNode.Scalar scalar = (YamlNode.Scalar) found.node();
        return of("the text in line " + scalar.line() + " of " + name, scalar.value());
    }

    /**
     * The same text with one scalar replaced. The style of quoting and the type stay where they can: a text that would be read as
     * a number, date or boolean is quoted, unless the old value was of that type. An equal value changes nothing.
     *
     * @throws NotFoundException when there is no such path; names the nearest key
     * @throws TerminalException when the place cannot be edited safely: a collection, an alias, a value that aliases repeat
     *     elsewhere, a block scalar, an explicit type tag
     */
    public YamlEdit replace(String path, String value) {
        YamlLookup.Found found = lookup(path);
        if (!found.rest().isEmpty()) {
            return replaceInside(found, path, value);
        }
        YamlNode.Scalar old = scalar(path, found);
        if (old.value().equals(value)) {
            return this;
        }
        refuseRepeated(path, found);
        refuseUnsafe(path, old);
        boolean jsonLike = found.way().get(0) instanceof YamlNode.Mapping root && root.flow()
                || found.way().get(0) instanceof YamlNode.Sequence list && list.flow();
        // A bare text among braces shows that this flow document is not JSON.
        boolean bareText = old.end() > old.start() && ScalarText.type(old).equals(ScalarText.TEXT);
        String written = ScalarText.write(old, value, jsonLike && !bareText);
        boolean apart =
                old.end() == old.start() && old.start() > 0 && !Character.isWhitespace(text.charAt(old.start() - 1));
        String changed = text.substring(0, old.start()) + (apart ? " " : "") + written + text.substring(old.end());
        return verified(path, value, old, changed);
    }

    private YamlNode.Scalar scalar(String path, YamlLookup.Found found) {
        if (found.node() instanceof YamlNode.Scalar scalar) {
            return scalar;
        }
        if (found.node() instanceof YamlNode.Alias alias) {
            throw new TerminalException(
                    "'" + path + "' in line " + alias.line() + " of " + name + " is only a reference to &"
                            + alias.target() + ".",
                    "Name the path where the value is written.");
        }
        if (YamlLookup.isAction(found.node())) {
            throw new TerminalException(
                    where(path, found.node()) + " is filled in by a template: {{ stands there.",
                    "Name the place that the template takes the value from.");
        }
        throw new TerminalException(
                "'" + path + "' in line " + found.node().line() + " of " + name + " is " + YamlLookup.kind(found.node())
                        + ", not a single value.",
                "Name a path below it.");
    }

    private YamlEdit replaceInside(YamlLookup.Found found, String path, String value) {
        YamlNode.Scalar outer = (YamlNode.Scalar) found.node();
        YamlEdit before = inner(found);
        YamlEdit after = before.replace(YamlPath.text(found.rest()), value);
        if (after == before) {
            return this;
        }
        refuseRepeated(path, found);
        return verified(path, after.text(), outer, EmbeddedYaml.replace(name, text, outer, after.text()));
    }

    private void refuseUnsafe(String path, YamlNode.Scalar old) {
        String where = where(path, old);
        if (old.block()) {
            throw new TerminalException(
                    where + " is a block scalar (| or >), which is not edited.", "Write the value on one line.");
        }
        if (old.tag() != null && !old.tag().equals(ScalarText.TEXT)) {
            throw new TerminalException(
                    where + " has the type tag " + old.tag() + ", which is not edited.", "Remove the tag.");
        }
    }

    private String where(String path, YamlNode node) {
        return "'" + path + "' in line " + node.line() + " of " + name;
    }

    private void refuseRepeated(String path, YamlLookup.Found found) {
        Set<String> repeated = YamlComparison.nodes(documents).stream()
                .filter(YamlNode.Alias.class::isInstance)
                .map(node -> ((YamlNode.Alias) node).target())
                .collect(Collectors.toSet());
        for (YamlNode node : found.way()) {
            if (node.anchor() != null && repeated.contains(node.anchor())) {
                throw new TerminalException(
                        where(path, found.node()) + " is repeated elsewhere through *" + node.anchor()
                                + ", so changing it would change more than one place.",
                        "Write the value out where it has to differ.");
            }
        }
    }

    /** Reads the changed text and compares it with what it was, in everything but the one value. */
    private YamlEdit verified(String path, String value, YamlNode.Scalar old, String changed) {
        TerminalException unreadable = null;
        try {
            YamlEdit edit = of(name, changed);
            if (YamlComparison.onlyDifference(documents, edit.documents, old, value)) {
                return edit;
            }
        } catch (TerminalException e) {
            // As after a key without a colon: the file is well, only this way of writing takes no value.
            unreadable = e;
        }
        throw new TerminalException(
                where(path, old) + " cannot be replaced without changing something else.",
                "Write the value in the usual form, key: value, on one line.",
                unreadable);
    }
}
