package io.jenkins.plugins.delivery.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.jenkins.plugins.delivery.engine.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares a delivery configuration with {@code delivery.schema.json} and says every difference as a clause for a person. */
final class ConfigSchema {

    private static final String RESOURCE = "/io/jenkins/plugins/delivery/delivery.schema.json";
    /** Names of services: what Kubernetes takes as a label (RFC 1123). */
    private static final String NAME = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode TEXT = read();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                    TEXT,
                    SchemaValidatorsConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .build());

    private ConfigSchema() {}

    /** Every problem, each with the path of the setting; empty when the configuration is valid. */
    static List<String> problems(Map<String, Object> config) {
        JsonNode tree = JSON.valueToTree(config);
        return SCHEMA.validate(tree).stream()
                .map(ConfigSchema::sentence)
                .distinct()
                .toList();
    }

    /**
     * The configuration without the settings that have problems, so that the rest can be examined as well; empty when something is missing
     * that nothing stands for.
     */
    static Optional<Map<String, Object>> withoutProblems(Map<String, Object> config) {
        Map<String, Object> left = copy(config);
        for (ValidationMessage message : SCHEMA.validate(JSON.valueToTree(config))) {
            String path = path(message);
            boolean ofKey = message.getType().equals("additionalProperties")
                    || message.getType().equals("propertyNames");
            String place = ofKey ? (path.isEmpty() ? "" : path + ".") + message.getProperty() : path;
            remove(left, List.of(place.split("\\.")));
        }
        return problems(left).isEmpty() ? Optional.of(left) : Optional.empty();
    }

    private static void remove(Map<String, Object> map, List<String> path) {
        if (path.size() > 1 && map.get(path.get(0)) instanceof Map<?, ?> inner) {
            remove(ConfigLayers.map(inner), path.subList(1, path.size()));
        } else {
            map.remove(path.get(0));
        }
    }

    private static Map<String, Object> copy(Map<String, Object> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(key, value instanceof Map<?, ?> ? copy(ConfigLayers.map(value)) : value));
        return copy;
    }

    private static String sentence(ValidationMessage message) {
        String path = path(message);
        return switch (message.getType()) {
            case "additionalProperties" ->
                NearestName.unknownKey(path.isEmpty() ? "" : path + ".", message.getProperty(), knownKeys(message));
            case "required" -> (path.isEmpty() ? "" : path + ".") + message.getProperty() + " is missing.";
            case "propertyNames" ->
                path + ": '" + message.getProperty()
                        + "' is no name for one of them; use lower-case letters, digits and dashes.";
            case "enum" ->
                path + ": '" + message.getInstanceNode().asText() + "' is not one of "
                        + choices(message.getSchemaNode()) + ".";
            case "pattern" ->
                path + ": '" + message.getInstanceNode().asText() + "' does not have the form that is wanted here; "
                        + form(message.getSchemaNode().asText()) + ".";
            case "type" ->
                path + " should be " + types(message.getSchemaNode()) + ", not " + kind(message.getInstanceNode())
                        + ".";
            default -> path + " " + message.getError() + ".";
        };
    }

    /** A pattern of the schema in words; only a new one would be shown as it is. */
    private static String form(String pattern) {
        return switch (pattern) {
            case "^https?://" -> "it begins with https:// or http://";
            case "^oci://" -> "it begins with oci://";
            case "^/" -> "it begins with /";
            case NAME -> "use lower-case letters, digits and dashes, at most 63, as in 'payments-api'";
            default -> "it has to match " + pattern;
        };
    }

    private static String path(ValidationMessage message) {
        return message.getInstanceLocation().toString().replaceFirst("^/", "").replace('/', '.');
    }

    private static String choices(JsonNode node) {
        if (!node.isArray()) {
            return node.asText();
        }
        List<String> values = new ArrayList<>();
        node.forEach(value -> values.add(value.asText()));
        return String.join(", ", values);
    }

    /** Types of JSON in the words of a Jenkinsfile. */
    private static String types(JsonNode node) {
        List<String> types = List.of(choices(node).split(", "));
        return types.stream()
                .map(type -> switch (type) {
                    case "boolean" -> types.contains("object") ? "true/false" : "a closure or true/false";
                    case "string" -> "a text";
                    case "object" -> "a map";
                    case "array" -> "a list";
                    default -> "a number";
                })
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "a map";
            case ARRAY -> "a list";
            case NULL -> "empty";
            default -> "'" + node.asText() + "'";
        };
    }

    /** The keys that the schema knows at the place of an additionalProperties message. */
    private static List<String> knownKeys(ValidationMessage message) {
        String pointer = message.getSchemaLocation().getFragment().toString();
        JsonNode parent = TEXT.at(pointer.substring(0, pointer.lastIndexOf('/')));
        List<String> keys = new ArrayList<>();
        parent.path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static JsonNode read() {
        try (InputStream in = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }
}
