package io.jenkins.plugins.delivery.engine.yaml;

import io.jenkins.plugins.delivery.engine.TerminalException;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one YAML document into, and prints it from, maps, lists, texts, numbers and booleans, for code that wants values and no positions. */
public final class YamlValues {

    private YamlValues() {}

    /** A list or map as a document in block style, for people to edit; {@link #parse} gives an equal value. */
    public static String print(Object value) {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .build())
                .dumpToString(value);
    }

    /**
     * The content of a document; types of Java are never built from it, and dates stay texts (YAML 1.2).
     *
     * @param name what people call the text, usually its file path, for messages
     * @return null for an empty document
     * @throws TerminalException with place and reason, but without the text, when it is no single YAML document or has a key twice
     */
    public static Object parse(String name, String text) {
        LoadSettings settings = YamlSettings.of(name, text).build();
        try {
            refuseDeepNesting(name, new Parse(settings).parseString(text));
            return new Load(settings).loadFromString(text);
        } catch (YamlEngineException e) {
            throw YamlProblem.of(name, text, e);
        }
    }

    /** Loading is recursive, so a text of nothing but brackets would exhaust the stack. */
    private static void refuseDeepNesting(String name, Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > YamlReader.DEEPEST) {
                throw new TerminalException(
                        name + " is nested more than " + YamlReader.DEEPEST + " levels deep.", "Correct it.");
            }
        }
    }
}
