package io.jenkins.plugins.delivery.testbed.argo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML reading and the merging of Helm values. */
final class Yaml {

    private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory());

    private Yaml() {}

    static boolean isYaml(String path) {
        return path.endsWith(".yaml") || path.endsWith(".yml");
    }

    /** The documents of a file that are mappings; others are passed over. */
    static List<Map<String, Object>> documents(String path, String text) throws ArgoException {
        try (MappingIterator<JsonNode> documents =
                MAPPER.readerFor(JsonNode.class).readValues(text)) {
            return documents.readAll().stream()
                    .filter(JsonNode::isObject)
                    .map(node -> MAPPER.convertValue(node, new TypeReference<Map<String, Object>>() {}))
                    .toList();
        } catch (IOException e) {
            throw new ArgoException("failed to parse " + path + ": " + e.getMessage(), e);
        }
    }

    /** A mapping below a key; empty when there is none. */
    static Map<String, Object> map(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof Map<?, ?> map ? typed(map) : Map.of();
    }

    /** The mappings in a list below a key; empty when there are none. */
    static List<Map<String, Object>> maps(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(item -> typed((Map<?, ?>) item))
                        .toList()
                : List.of();
    }

    /** The texts in a list below a key; empty when there are none. */
    static List<String> texts(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    /** The text of a scalar below a key, or the fallback. */
    static String text(Map<String, Object> parent, String key, String fallback) {
        Object value = parent.get(key);
        return value == null ? fallback : value.toString();
    }

    /** A copy with string keys. */
    static Map<String, Object> typed(Map<?, ?> map) {
        Map<String, Object> typed = new LinkedHashMap<>();
        map.forEach((key, value) -> typed.put(String.valueOf(key), value));
        return typed;
    }

    /** Lays values over others, mapping by mapping, as Helm does; a null removes a key. */
    static Map<String, Object> merge(Map<String, Object> base, Map<String, Object> over) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        over.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else if (value instanceof Map<?, ?> map && merged.get(key) instanceof Map<?, ?> below) {
                merged.put(key, merge(typed(below), typed(map)));
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }

    /** A dotted name and its value as nested mappings. */
    static Map<String, Object> nested(String dottedName, Object value) {
        int dot = dottedName.indexOf('.');
        return dot < 0
                ? Map.of(dottedName, value)
                : Map.of(dottedName.substring(0, dot), nested(dottedName.substring(dot + 1), value));
    }
}
