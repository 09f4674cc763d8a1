package io.jenkins.plugins.delivery.engine;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The types a step parameter may have (String, int, long, double, boolean and their wrappers, Duration, enum, List, Map) and how
 * a loosely typed value becomes one. An enum constant is written in lower case with dashes: {@code GIT_FLOW} is {@code git-flow}.
 */
final class ParameterTypes {

    private ParameterTypes() {}

    static Object absent(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type.isPrimitive()) {
            return convert(0, type, type);
        }
        if (type == List.class) {
            return List.of();
        }
        return type == Map.class ? Map.of() : null;
    }

    static Object convert(Object value, Class<?> type, Type generic) {
        if (type == String.class) {
            return string(value);
        }
        if (type == boolean.class || type == Boolean.class) {
            return bool(value);
        }
        if (type == Duration.class) {
            return Durations.parse(value);
        }
        if (type.isEnum()) {
            return constant(string(value), type);
        }
        if (type == List.class) {
            return list(value, generic);
        }
        if (type == Map.class) {
            return map(value);
        }
        return number(value, type);
    }

    /** A converted value as one that {@link #convert} takes; the inverse for what has no plain form of its own. */
    static Object plain(Object value) {
        if (value instanceof Enum<?> constant) {
            return text(constant.name());
        }
        return value instanceof Duration duration ? duration.toString() : value;
    }

    /** How people write a constant. */
    private static String text(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String string(Object value) {
        if (value instanceof Map || value instanceof List) {
            throw new IllegalArgumentException("expected text, not " + (value instanceof Map ? "a map" : "a list"));
        }
        return value.toString();
    }

    private static Boolean bool(Object value) {
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + value + "' is not true or false");
        };
    }

    private static Object constant(String text, Class<?> type) {
        String wanted = text.replace('-', '_').toUpperCase(Locale.ROOT);
        List<String> known = Arrays.stream(type.getEnumConstants())
                .map(c -> ((Enum<?>) c).name())
                .toList();
        int index = known.indexOf(wanted);
        if (index < 0) {
            throw new IllegalArgumentException("'" + text + "' is not one of "
                    + String.join(", ", known.stream().map(ParameterTypes::text).toList()));
        }
        return type.getEnumConstants()[index];
    }

    private static List<?> list(Object value, Type generic) {
        List<Object> items = new ArrayList<>();
        if (value instanceof List<?> given) {
            items.addAll(given);
        } else if (value instanceof CharSequence text) {
            Arrays.stream(text.toString().split(",")).map(String::trim).forEach(items::add);
        } else {
            items.add(value);
        }
        if (items.contains(null)) {
            throw new IllegalArgumentException("there is nothing at place " + (items.indexOf(null) + 1));
        }
        boolean ofText = generic instanceof ParameterizedType p && p.getActualTypeArguments()[0] == String.class;
        return items.stream()
                .map(item -> ofText ? string(item) : PlainValues.plain(item))
                .toList();
    }

    private static Map<String, Object> map(Object value) {
        if (!(value instanceof Map<?, ?> given)) {
            throw new IllegalArgumentException("expected a map, not '" + value + "'");
        }
        return PlainValues.plain(given);
    }

    private static Object number(Object value, Class<?> type) {
        String text = value.toString();
        try {
            if (type == int.class || type == Integer.class) {
                return Integer.valueOf(text);
            }
            if (type == long.class || type == Long.class) {
                return Long.valueOf(text);
            }
            if (type == double.class || type == Double.class) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number that fits here");
        }
        throw new IllegalStateException(type + " is not a type of step parameters");
    }
}
