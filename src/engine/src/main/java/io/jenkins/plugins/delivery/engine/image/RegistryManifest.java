package io.jenkins.plugins.delivery.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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

    private List<Descriptor> descriptors(String field) {
        List<Descriptor> found = new ArrayList<>();
        json.path(field).forEach(node -> found.add(Descriptor.of(node)));
        return found;
    }
}
