package io.jenkins.plugins.delivery.runner.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of {@code step} as {@code --set} gives them. A dot in the key makes a nested map, and {@code \.} is a dot of the
 * key itself, as in {@code set.image\.tag=1.4.0}.
 */
final class StepSettings {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private StepSettings() {}

    /** @throws InvalidInputException with every setting that cannot be read */
    static Map<String, Object> parse(List<String> settings) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                problems.add("'" + setting + "' is not of the form key=value.");
                continue;
            }
            String key = setting.substring(0, equals);
            try {
                put(arguments, key, value(setting.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                problems.add(key + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("--set", problems);
        }
        return arguments;
    }

    private static void put(Map<String, Object> arguments, String key, Object value) {
        String[] path = key.split("(?<!\\\\)\\.");
        Map<String, Object> map = arguments;
        for (int i = 0; i < path.length - 1; i++) {
            Object next = map.computeIfAbsent(plain(path[i]), name -> new LinkedHashMap<String, Object>());
            if (!(next instanceof Map<?, ?>)) {
                throw new IllegalArgumentException("'" + plain(path[i]) + "' is a single value already");
            }
            @SuppressWarnings("unchecked")
            Map<String, Object> inner = (Map<String, Object>) next;
            map = inner;
        }
        map.put(plain(path[path.length - 1]), value);
    }

    private static String plain(String part) {
        return part.replace("\\.", ".");
    }

    private static Object value(String text) {
        if (text.startsWith("@")) {
            return file(Path.of(text.substring(1)));
        }
        boolean structured = text.startsWith("[") && text.endsWith("]") || text.startsWith("{") && text.endsWith("}");
        if (!structured) {
            return text;
        }
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the value is not valid JSON (" + e.getOriginalMessage() + ")", e);
        }
    }

    private static Object file(Path path) {
        try {
            return YAML.readValue(path.toFile(), Object.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be read as YAML (" + e.getMessage() + ")", e);
        }
    }
}
