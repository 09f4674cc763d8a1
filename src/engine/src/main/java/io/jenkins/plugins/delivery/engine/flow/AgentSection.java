package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.AgentKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The short forms of the section {@code agent}, and how a layer replaces the agent of a weaker one. */
final class AgentSection {

    private static final String NAME = "agent";

    private AgentSection() {}

    /**
     * A map with one kind as key. {@code kubernetes} and {@code docker} are those kinds; other text is a label.
     *
     * @return the value itself when it is no short form; the schema then says what is wrong with it
     */
    static Object writtenOut(Object value) {
        if (value instanceof String text) {
            boolean kind = List.of(AgentKind.KUBERNETES.text(), AgentKind.DOCKER.text())
                    .contains(text);
            return kind ? Map.of(text, Map.of()) : Map.of(AgentKind.LABEL.text(), text);
        }
        if (!(value instanceof Map<?, ?>)) {
            return value;
        }
        Map<String, Object> copy = new LinkedHashMap<>(ConfigLayers.map(value));
        copy.computeIfPresent(
                AgentKind.DOCKER.text(), (key, image) -> image instanceof String ? Map.of("image", image) : image);
        // Groovy's empty list for an empty map.
        copy.replaceAll((key, settings) -> settings instanceof List<?> list && list.isEmpty() ? Map.of() : settings);
        return copy;
    }

    /** A layer that names another kind of agent than the weaker ones replaces theirs; of the same kind it adds to it. */
    static void forgetOtherKind(Map<String, Object> merged, Map<String, Object> layer) {
        Map<String, Object> stronger = ConfigLayers.map(layer.get(NAME));
        if (!stronger.isEmpty() && !ConfigLayers.map(merged.get(NAME)).keySet().equals(stronger.keySet())) {
            merged.remove(NAME);
        }
    }
}
