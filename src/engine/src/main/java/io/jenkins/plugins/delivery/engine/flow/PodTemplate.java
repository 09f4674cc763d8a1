package io.jenkins.plugins.delivery.engine.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.jenkins.plugins.delivery.engine.AgentKind;
import io.jenkins.plugins.delivery.engine.Defaults;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pod of {@code agent: 'kubernetes'}: the one that comes with the product or the team's own, with an image from the configuration
 * in each container that names none.
 */
final class PodTemplate {

    private static final String RESOURCE = "/io/jenkins/plugins/delivery/agent/pod.yaml";
    /** The container that connects to Jenkins; the Kubernetes plugin knows its image. */
    private static final String CONNECTION = "jnlp";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES));

    private final String yaml;
    private final List<String> containers = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private PodTemplate(String text, Map<String, Object> images) {
        String filled = text;
        try {
            filled = filled(text, images);
        } catch (JsonProcessingException e) {
            problems.add("agent.kubernetes.yaml is no YAML: " + e.getOriginalMessage() + ".");
        }
        this.yaml = filled;
    }

    /** @param kubernetes the section {@code agent.kubernetes}: {@code yaml} and {@code images} */
    static PodTemplate of(Map<String, Object> kubernetes) {
        Map<String, Object> images = new LinkedHashMap<>(
                ConfigLayers.map(Defaults.ofAgent(AgentKind.KUBERNETES.text()).get("images")));
        images.putAll(ConfigLayers.map(kubernetes.get("images")));
        Object own = kubernetes.get("yaml");
        return new PodTemplate(own == null ? packed() : own.toString(), images);
    }

    String yaml() {
        return yaml;
    }

    boolean has(String container) {
        return containers.contains(container);
    }

    /** Clauses with the path of the setting; empty when the pod can be used. */
    List<String> problems() {
        return problems;
    }

    /** The text itself when there is nothing to fill in, so that a team finds its own pod in the log. */
    private String filled(String text, Map<String, Object> images) throws JsonProcessingException {
        JsonNode pod = YAML.readTree(text);
        boolean changed = false;
        for (JsonNode container : pod.path("spec").path("containers")) {
            String name = container.path("name").asText();
            containers.add(name);
            if (container.path("image").asText().isEmpty()
                    && !name.equals(CONNECTION)
                    && container instanceof ObjectNode open) {
                Object image = images.get(name);
                if (image == null) {
                    problems.add("agent.kubernetes.yaml: the container '" + name
                            + "' has no image, and agent.kubernetes.images has none for it.");
                } else {
                    open.put("image", image.toString());
                    changed = true;
                }
            }
        }
        if (!has(PlanBlock.BUILD)) {
            problems.add("agent.kubernetes.yaml: there is no container '" + PlanBlock.BUILD
                    + "' under spec.containers; closures run in it.");
        }
        return changed ? YAML.writeValueAsString(pod) : text;
    }

    private static String packed() {
        try (InputStream in = PodTemplate.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }
}
