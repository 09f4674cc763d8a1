package io.jenkins.plugins.delivery.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reduces what a Jenkinsfile passes (interpolated strings, lists, maps) to plain, immutable values, so that nothing of Groovy
 * enters the engine or a saved state.
 */
public final class PlainValues {

    private PlainValues() {}

    /** A copy with text keys and plain values in the same order; null values stay. */
    public static Map<String, Object> plain(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), plain(value)));
        return Collections.unmodifiableMap(copy);
    }

    /** The value itself when it is plain, otherwise its plain copy. */
    public static Object plain(Object value) {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        if (value instanceof Map<?, ?> map) {
            return plain(map);
        }
        if (value instanceof Iterable<?> items) {
            List<Object> copy = new java.util.ArrayList<>();
            items.forEach(item -> copy.add(plain(item)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
