package io.jenkins.plugins.delivery.engine.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** One JSON object that is read field by field, in which nothing may stay unread. */
final class StrictJson {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String path;
    private final JsonNode node;
    private final Set<String> unread = new TreeSet<>();

    private StrictJson(String path, JsonNode node) {
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw refused((path.isEmpty() ? "it" : path.substring(0, path.length() - 1)) + " is no JSON object", null);
        }
        node.fieldNames().forEachRemaining(unread::add);
    }

    /** @throws TerminalException when it is no JSON object, or one with a key twice */
    static StrictJson of(byte[] json) {
        try {
            return new StrictJson("", JSON.readTree(json));
        } catch (IOException e) {
            throw refused("it is no JSON", e);
        }
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The field, or null. */
    String text(String key) {
        unread.remove(key);
        JsonNode value = node.get(key);
        if (value != null && !value.isTextual()) {
            throw refused(path + key + " is no text", null);
        }
        return value == null ? null : value.textValue();
    }

    String needed(String key) {
        String text = text(key);
        if (text == null) {
            throw refused(path + key + " is missing", null);
        }
        return text;
    }

    long number(String key) {
        unread.remove(key);
        JsonNode value = node.get(key);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw refused(path + key + " is no whole number", null);
        }
        return value.longValue();
    }

    Instant moment(String key) {
        try {
            return Instant.parse(needed(key));
        } catch (DateTimeException e) {
            throw refused(path + key + " is no moment in UTC", e);
        }
    }

    /** Empty when the key is not there. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(key)) {
            if (!item.isTextual()) {
                throw refused(path + key + " is no list of texts", null);
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    private Iterable<JsonNode> array(String key) {
        unread.remove(key);
        JsonNode value = node.get(key);
        if (value != null && !value.isArray()) {
            throw refused(path + key + " is no list", null);
        }
        return value == null ? List.of() : value;
    }

    /** Null when the key is not there. */
    <T> T inner(String key, Function<StrictJson, T> read) {
        unread.remove(key);
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        StrictJson inner = new StrictJson(path + key + ".", value);
        return inner.done(read.apply(inner));
    }

    /** Empty when the key is not there. */
    <T> List<T> each(String key, Function<StrictJson, T> read) {
        List<T> items = new ArrayList<>();
        for (JsonNode item : array(key)) {
            StrictJson inner = new StrictJson(path + key + "[" + items.size() + "].", item);
            items.add(inner.done(read.apply(inner)));
        }
        return items;
    }

    /** @throws TerminalException when something was not read */
    <T> T done(T read) {
        if (!unread.isEmpty()) {
            throw refused(path + unread.iterator().next() + " is not known to this program", null);
        }
        return read;
    }

    static TerminalException refused(String why, Exception cause) {
        return new TerminalException(
                "This is no record of evidence that can be read: " + why + ".",
                "A newer release of this plugin may have written it.",
                cause);
    }
}
