package io.jenkins.plugins.delivery.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Artifacts that refer to a manifest: by the API of the registry where it has one, else by the referrers tag schema (distribution
 * specification 1.1): an index under the tag {@code sha256-<digest>} that everybody who adds an artifact extends.
 *
 * <p>That tag has to move with every artifact, so a repository with immutable tags and without the API can hold the artifact and not
 * list it.
 */
public final class Referrers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    /** Builds that extend the same index in the same second are few. */
    private static final int MOST_TRIES = 5;

    private final Registry registry;

    public Referrers(Registry registry) {
        this.registry = registry;
    }

    /** Artifacts of one type that refer to the manifest with this digest. */
    public List<Referrer> of(String digest, String artifactType) throws InterruptedException {
        Optional<List<Referrer>> listed = registry.referrers(digest);
        List<Referrer> all = listed.isPresent()
                ? listed.get()
                : registry.manifest(tag(digest))
                        .map(index -> Referrer.of(index.content()))
                        .orElse(List.of());
        return all.stream()
                .filter(referrer -> referrer.artifactType().equals(artifactType))
                .toList();
    }

    /**
     * Pushes an artifact whose blobs are there, and sees to it that it is listed.
     *
     * @param subject digest of what it refers to
     * @param artifactType of the artifact
     * @throws TerminalException when the registry has no API for it and refuses to move the tag of the list; the artifact itself is
     *     there then
     */
    public void add(String subject, String artifactType, RegistryManifest artifact) throws InterruptedException {
        registry.putManifest(artifact.digest(), artifact);
        if (registry.referrers(subject).isPresent()) {
            return;
        }
        // Nothing is compared when a tag is set: what another build wrote between reading and writing is seen by
        // reading again.
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<RegistryManifest> index = registry.manifest(tag(subject));
            if (index.isPresent() && lists(index.get(), artifact)) {
                return;
            }
            registry.putManifest(tag(subject), extended(index, artifactType, artifact));
        }
        if (!lists(registry.manifest(tag(subject)).orElseThrow(), artifact)) {
            throw new RetryableException(
                    "The list of what refers to " + subject + " was changed by others " + MOST_TRIES
                            + " times in a row, and does not name " + artifact.digest() + ".",
                    "Run the step again.",
                    null);
        }
    }

    /** The tag of the index: {@code sha256-<hex>}. */
    static String tag(String digest) {
        return digest.replace(':', '-');
    }

    private static boolean lists(RegistryManifest index, RegistryManifest artifact) {
        return index.manifests().stream().anyMatch(entry -> entry.digest().equals(artifact.digest()));
    }

    /** Keeps the entries of others as they are, with fields that are not known here. */
    private static RegistryManifest extended(
            Optional<RegistryManifest> index, String artifactType, RegistryManifest artifact) {
        try {
            ObjectNode json = index.isPresent()
                    ? (ObjectNode) JSON.readTree(index.get().content())
                    : JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
            ObjectNode entry = json.withArray("manifests").addObject();
            entry.put("mediaType", artifact.mediaType())
                    .put("digest", artifact.digest())
                    .put("size", artifact.size())
                    .put("artifactType", artifactType);
            Map<String, String> annotations = ArtifactManifest.annotations(artifact);
            if (!annotations.isEmpty()) {
                annotations.forEach(entry.putObject("annotations")::put);
            }
            JsonNode type = json.path("mediaType");
            return RegistryManifest.of(JSON.writeValueAsBytes(json), type.asText(INDEX));
        } catch (IOException e) {
            throw new TerminalException("The list of what refers to the image is no JSON.", "Delete its tag.", e);
        }
    }
}
