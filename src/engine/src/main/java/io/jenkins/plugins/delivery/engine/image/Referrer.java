package io.jenkins.plugins.delivery.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A manifest that says of itself that it belongs to another one (distribution specification 1.1, "Listing Referrers").
 *
 * @param manifest where it is
 * @param artifactType what it is
 * @param annotations that it carries
 */
public record Referrer(RegistryManifest.Descriptor manifest, String artifactType, Map<String, String> annotations) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Referrer {
        annotations = Map.copyOf(annotations);
    }

    /** The entries of an index of referrers; an answer that is no index has none. */
    public static List<Referrer> of(byte[] index) {
        List<Referrer> referrers = new ArrayList<>();
        try {
            for (JsonNode entry : JSON.readTree(index).path("manifests")) {
                Map<String, String> annotations = new LinkedHashMap<>();
                entry.path("annotations")
                        .fields()
                        .forEachRemaining(annotation -> annotations.put(
                                annotation.getKey(), annotation.getValue().asText()));
                referrers.add(new Referrer(
                        RegistryManifest.Descriptor.of(entry),
                        entry.path("artifactType").asText(""),
                        annotations));
            }
        } catch (IOException e) {
            return List.of();
        }
        return referrers;
    }
}
