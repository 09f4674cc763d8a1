package io.jenkins.plugins.delivery.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies values into the few types that a saved pipeline and its sandbox may hold: strings, numbers, booleans, lists and maps of the
 * JDK. Interpolated strings become strings; anything else is refused, so that neither a script nor an agent can bring an object in.
 */
final class PlainCopy {

    private static final int DEEPEST = 40;
    /** Characters of all texts together; a plan of a large service has some ten thousand. */
    private static final int LARGEST = 8_000_000;

    private int characters;

    private PlainCopy() {}

    /** @throws IllegalArgumentException when a value is of another type, or all of it is too deep or too large */
    static Map<String, Object> of(Map<?, ?> map) {
        return new PlainCopy().map(map, 0);
    }

    private LinkedHashMap<String, Object> map(Map<?, ?> map, int depth) {
        LinkedHashMap<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put((String) value(String.valueOf(key), depth + 1), value(value, depth + 1)));
        return copy;
    }

    private Object value(Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("values are nested more than " + DEEPEST + " deep");
        }
        if (value == null || value instanceof Boolean || isNumber(value)) {
            return value;
        }
        if (value instanceof CharSequence text) {
            characters += text.length();
            if (characters > LARGEST) {
                throw new IllegalArgumentException("values hold more than " + LARGEST + " characters");
            }
            return text.toString();
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(value(item, depth + 1)));
            return copy;
        }
        throw new IllegalArgumentException("a value is a " + value.getClass().getName()
                + "; only texts, numbers, true and false, lists and maps can be used here");
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number && value.getClass().getName().startsWith("java.");
    }
}
