package io.jenkins.plugins.delivery.engine.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes manifests of things that are no images (image specification 1.1, "Guidelines for Artifact Usage"). */
public final class ArtifactManifest {

    /** Config of an artifact that has none. */
    public static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ArtifactManifest() {}

    /** A descriptor of these bytes. */
    public static RegistryManifest.Descriptor descriptor(String mediaType, byte[] content) {
        return new RegistryManifest.Descriptor(mediaType, Digest.of(content), content.length);
    }

    /**
     * A manifest as tools for charts write it: config, layers, annotations, sorted by name.
     *
     * @param layers in their order
     */
    public static RegistryManifest of(
            RegistryManifest.Descriptor config,
            List<RegistryManifest.Descriptor> layers,
            Map<String, String> annotations) {
        ObjectNode json = JSON.createObjectNode().put("schemaVersion", 2);
        write(config, json.putObject("config"));
        layers.forEach(layer -> write(layer, json.withArray("layers").addObject()));
        return written(annotated(json, annotations));
    }

    /**
     * A manifest that refers to another one and carries one blob.
     *
     * @param subject what it belongs to
     * @param content the blob; its media type is the type of the artifact
     */
    public static RegistryManifest referringTo(
            RegistryManifest subject, RegistryManifest.Descriptor content, Map<String, String> annotations) {
        ObjectNode json = JSON.createObjectNode()
                .put("schemaVersion", 2)
                .put("mediaType", MANIFEST)
                .put("artifactType", content.mediaType());
        write(descriptor(EMPTY_TYPE, EMPTY), json.putObject("config"));
        write(content, json.putArray("layers").addObject());
        write(
                new RegistryManifest.Descriptor(subject.mediaType(), subject.digest(), subject.size()),
                json.putObject("subject"));
        return written(annotated(json, annotations));
    }

    /** The same manifest with further annotations; one of the same name is replaced. */
    public static RegistryManifest annotated(RegistryManifest manifest, Map<String, String> annotations) {
        try {
            return written(annotated((ObjectNode) JSON.readTree(manifest.content()), annotations));
        } catch (IOException e) {
            throw new TerminalException("The manifest " + manifest.digest() + " is no JSON.", "Push it again.", e);
        }
    }

    /** The annotations of a manifest. */
    public static Map<String, String> annotations(RegistryManifest manifest) {
        Map<String, String> annotations = new TreeMap<>();
        try {
            JsonNode json = JSON.readTree(manifest.content()).path("annotations");
            json.fields()
                    .forEachRemaining(field ->
                            annotations.put(field.getKey(), field.getValue().asText()));
        } catch (IOException e) {
            throw new TerminalException("The manifest " + manifest.digest() + " is no JSON.", "Push it again.", e);
        }
        return annotations;
    }

    private static ObjectNode annotated(ObjectNode json, Map<String, String> added) {
        Map<String, String> all = new TreeMap<>();
        json.path("annotations")
                .fields()
                .forEachRemaining(
                        field -> all.put(field.getKey(), field.getValue().asText()));
        all.putAll(added);
        json.remove("annotations");
        if (!all.isEmpty()) {
            ObjectNode annotations = json.putObject("annotations");
            all.forEach(annotations::put);
        }
        return json;
    }

    private static void write(RegistryManifest.Descriptor descriptor, ObjectNode json) {
        json.put("mediaType", descriptor.mediaType())
                .put("digest", descriptor.digest())
                .put("size", descriptor.size());
    }

    private static RegistryManifest written(ObjectNode json) {
        try {
            return RegistryManifest.of(JSON.writeValueAsBytes(json), MANIFEST);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can always be written", e);
        }
    }
}
