package io.jenkins.plugins.delivery.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A manifest or index of a registry, kept as the bytes it was written with, because its digest is that of those bytes.
 */
public final class RegistryManifest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    private final byte[] content;
    private final String mediaType;
    private final JsonNode json;

    private RegistryManifest(byte[] content, String mediaType, JsonNode json) {
        this.content = content;
        this.mediaType = mediaType;
        this.json = json;
    }

    /**
     * What a manifest points to (image specification, "Descriptor").
     *
     * @param size in bytes
     */
    public record Descriptor(String mediaType, String digest, long size) {

        /** Whether the content is fetched from elsewhere and need not be in a registry: base layers of Windows. */
        boolean elsewhere() {
            return mediaType.contains("nondistributable") || mediaType.contains(".foreign.");
        }

        static Descriptor of(JsonNode node) {
            return new Descriptor(
                    node.path("mediaType").asText(""),
                    node.path("digest").asText(""),
                    node.path("size").asLong());
        }
    }

    /**
     * @param mediaType as the registry or the layout says; null to take it from the manifest itself
     * @throws TerminalException when the bytes are no manifest
     */
    public static RegistryManifest of(byte[] content, String mediaType) {
        try {
            JsonNode json = JSON.readTree(content);
            if (!json.isObject()) {
                throw new TerminalException("A manifest is a JSON object, and this is none.", "");
            }
            String own = json.path("mediaType").asText(json.has("manifests") ? OCI_INDEX : OCI_MANIFEST);
            boolean given = mediaType != null && !mediaType.isEmpty() && !mediaType.startsWith("application/json");
            return new RegistryManifest(content.clone(), given ? mediaType : own, json);
        } catch (IOException e) {
            throw new TerminalException("A manifest is a JSON object, and this is no JSON.", "", e);
        }
    }

    public byte[] content() {
        return content.clone();
    }

    public String mediaType() {
        return mediaType;
    }

    public String digest() {
        return Digest.of(content);
    }

    /** Size of the manifest itself in bytes. */
    public long size() {
        return content.length;
    }

    /** The manifests of an index; empty for the manifest of one image. */
    public List<Descriptor> manifests() {
        return descriptors("manifests");
    }

    /** Config and layers of the manifest of one image; empty for an index. */
    public List<Descriptor> blobs() {
        List<Descriptor> blobs = new ArrayList<>();
        if (json.path("config").isObject()) {
            blobs.add(Descriptor.of(json.path("config")));
        }
        blobs.addAll(descriptors("layers"));
        return blobs;
    }

    /** An annotation of the manifest or index itself (image specification, "Annotations"). */
    public Optional<String> annotation(String key) {
        String value = json.path("annotations").path(key).asText("");
        return value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    /**
     * The path of the repository in the same registry that a blob probably came from: what containerd noted when it pulled the layer, or
     * the base image that the builder noted.
     */
    Optional<String> origin(Descriptor blob, ImageRepository into) {
        for (JsonNode layer : json.path("layers")) {
            String noted = layer.path("annotations")
                    .path("containerd.io/distribution.source." + into.host())
                    .asText("");
            if (!noted.isEmpty() && layer.path("digest").asText().equals(blob.digest())) {
                return path(into.host() + "/" + noted.split(",")[0], into);
            }
        }
        return annotation("org.opencontainers.image.base.name").flatMap(base -> {
            int tag = base.indexOf(':', base.lastIndexOf('/') + 1);
            return path((tag < 0 ? base : base.substring(0, tag)).replaceFirst("@.*", ""), into);
        });
    }

    private static Optional<String> path(String reference, ImageRepository into) {
        if (ImageRepository.problemWith(reference).isPresent()) {
            return Optional.empty();
        }
        ImageRepository from = ImageRepository.parse(reference);
        return from.host().equals(into.host()) && !from.path().equals(into.path())
                ? Optional.of(from.path())
                : Optional.empty();
    }

    private List<Descriptor> descriptors(String field) {
        List<Descriptor> found = new ArrayList<>();
        json.path(field).forEach(node -> found.add(Descriptor.of(node)));
        return found;
    }
}
