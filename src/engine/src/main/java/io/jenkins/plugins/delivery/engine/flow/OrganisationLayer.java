package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an organisation says of the delivery of all its services, outside any Jenkinsfile: a configuration in the shape of
 * {@code delivery.schema.json} that may leave out whatever it likes. It is given to {@code deliveryPlan} as {@code defaults} or
 * {@code override}.
 */
public final class OrganisationLayer {

    /** Far more than a configuration has, far less than a controller's memory. */
    private static final int LONGEST = 256 * 1024;

    private OrganisationLayer() {}

    /**
     * Reads a layer that a person has written as YAML.
     *
     * @param name what people call the text, for messages
     * @return empty for an empty text
     * @throws InvalidInputException with every problem of the text
     */
    public static Map<String, Object> parse(String name, String yaml) {
        if (yaml.length() > LONGEST) {
            throw new InvalidInputException(name, List.of("it has more than " + LONGEST + " characters."));
        }
        Object document;
        try {
            document = YamlValues.parse("it", yaml);
        } catch (TerminalException e) {
            throw new InvalidInputException(name, List.of(e.getMessage()));
        }
        if (document == null) {
            return Map.of();
        }
        if (!(document instanceof Map<?, ?> map)) {
            throw new InvalidInputException(name, List.of("it should be a map of settings, such as 'flow: trunk'."));
        }
        Map<String, Object> layer = texts(map);
        List<String> problems = problems(layer);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(name, problems);
        }
        return layer;
    }

    /** Every problem of a layer, each with the path of the setting; empty when there is none. */
    public static List<String> problems(Map<String, Object> layer) {
        return DeliveryConfig.problemsOf(layer);
    }

    /**
     * Several layers as one. It has the environments of all of them: one that a stronger layer adds stands behind the one that
     * precedes it there, or before the one that follows it, and last without such a neighbour.
     *
     * @param layers weakest first
     */
    public static Map<String, Object> merge(List<Map<String, Object>> layers) {
        return ConfigLayers.collapsed(layers);
    }

    /** YAML has keys of any type; a configuration has texts. */
    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), plain(value)));
        return texts;
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            return texts(map);
        }
        return value instanceof List<?> list
                ? list.stream().map(OrganisationLayer::plain).toList()
                : value;
    }
}
