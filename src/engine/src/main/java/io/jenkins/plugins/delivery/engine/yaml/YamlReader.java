package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML events into {@link YamlNode}s. Aliases are not followed and tags not built, so a document from outside costs no more
 * than its length; size and nesting are limited.
 */
final class YamlReader {

    static final int LONGEST = 3 * 1024 * 1024;
    static final int DEEPEST = 100;

    private static final Pattern JSON = Pattern.compile("^\\uFEFF?\\s*[{\\[]");
    private static final Pattern INDENTATION = Pattern.compile("(?m)^[ \\t]*\\t");

    private final String name;
    private final String text;
    private final ParserImpl parser;

    /** Where the last mark was, in code points and in characters: marks come in ascending order almost always. */
    private int knownPoint;

    private int knownOffset;

    private YamlReader(String name, String text) {
        this.name = name;
        this.text = text;
        LoadSettings settings =
                YamlSettings.of(name, text).setCodePointLimit(LONGEST).build();
        this.parser = new ParserImpl(
                settings, new StreamReader(settings, JSON.matcher(text).find() ? spaced(text) : text));
    }

    /**
     * The documents of a text.
     *
     * @throws TerminalException when it is no YAML, too long, nested too deeply, or has a key twice
     */
    static List<YamlNode> read(String name, String text) {
        if (text.length() > LONGEST) {
            throw new TerminalException(
                    name + " has " + text.length() + " characters; more than " + LONGEST + " are not edited.",
                    "Split it, or check that the path is right.");
        }
        try {
            return new YamlReader(name, text).documents();
        } catch (YamlEngineException e) {
            throw YamlProblem.of(name, text, e);
        }
    }

    /** JSON may be indented with tabs, YAML may not; in place of each comes one space, so that every mark stays true. */
    private static String spaced(String json) {
        return INDENTATION.matcher(json).replaceAll(tabs -> " "
                .repeat(tabs.group().length()));
    }

    private List<YamlNode> documents() {
        List<YamlNode> documents = new ArrayList<>();
        while (parser.hasNext()) {
            Event event = parser.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
                default -> documents.add(node(event, 0, false));
            }
        }
        return documents;
    }

    private YamlNode node(Event event, int depth, boolean flow) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        if (depth > DEEPEST) {
            throw new TerminalException(
                    name + " is nested more than " + DEEPEST + " levels deep in line " + line + ".",
                    "Such a document is not edited.");
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, line, flow);
        }
        if (event instanceof AliasEvent alias) {
            return new YamlNode.Alias(alias.getAlias().getValue(), line);
        }
        if (event instanceof SequenceStartEvent start) {
            List<YamlNode> items = new ArrayList<>();
            boolean inFlow = flow || start.isFlow();
            for (Event next = parser.next(); next.getEventId() != Event.ID.SequenceEnd; next = parser.next()) {
                items.add(node(next, depth + 1, inFlow));
            }
            return new YamlNode.Sequence(
                    List.copyOf(items),
                    inFlow,
                    anchor(start.getAnchor()),
                    start.getTag().orElse(null),
                    line);
        }
        if (event instanceof MappingStartEvent start) {
            boolean inFlow = flow || start.isFlow();
            return new YamlNode.Mapping(
                    entries(depth, inFlow),
                    inFlow,
                    anchor(start.getAnchor()),
                    start.getTag().orElse(null),
                    line);
        }
        throw new IllegalStateException("the parser gave " + event + " where a node begins");
    }

    private List<YamlNode.Entry> entries(int depth, boolean flow) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Event next = parser.next(); next.getEventId() != Event.ID.MappingEnd; next = parser.next()) {
            YamlNode key = node(next, depth + 1, flow);
            YamlNode.Entry entry = new YamlNode.Entry(key, node(parser.next(), depth + 1, flow));
            if (entry.name() != null && !seen.add(entry.name())) {
                throw new TerminalException(
                        name + " has the key '" + entry.name() + "' twice in one mapping (again in line " + key.line()
                                + "), so it is not clear which one counts.",
                        "Remove one of them.");
            }
            entries.add(entry);
        }
        return List.copyOf(entries);
    }

    private YamlNode.Scalar scalar(ScalarEvent event, int line, boolean flow) {
        int start = offset(event.getStartMark().orElseThrow());
        int end = offset(event.getEndMark().orElseThrow());
        if (event.getAnchor().isPresent() || event.getTag().isPresent()) {
            start = afterProperties(start, end);
        }
        return new YamlNode.Scalar(
                event.getValue(),
                event.getScalarStyle(),
                start,
                end,
                flow,
                anchor(event.getAnchor()),
                event.getTag().orElse(null),
                line);
    }

    /** The event of a scalar with anchor or tag begins at those; the value comes after them, blanks and comments. */
    private int afterProperties(int from, int end) {
        int at = from;
        while (at < end && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
            while (at < end && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            int next = at;
            while (next < end && (Character.isWhitespace(text.charAt(next)) || text.charAt(next) == '#')) {
                if (text.charAt(next) == '#') {
                    while (next < end && text.charAt(next) != '\n' && text.charAt(next) != '\r') {
                        next++;
                    }
                } else {
                    next++;
                }
            }
            if (next >= end) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /** Marks count code points; a Java string counts UTF-16 units. */
    private int offset(Mark mark) {
        int point = mark.getIndex();
        knownOffset = text.offsetByCodePoints(knownOffset, point - knownPoint);
        knownPoint = point;
        return knownOffset;
    }

    private static String anchor(java.util.Optional<Anchor> anchor) {
        return anchor.map(Anchor::getValue).orElse(null);
    }
}
