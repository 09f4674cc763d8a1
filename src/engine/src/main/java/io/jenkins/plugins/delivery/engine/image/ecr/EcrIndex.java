package io.jenkins.plugins.delivery.engine.image.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.Digest;
import io.jenkins.plugins.delivery.engine.scan.ScanTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecr.EcrClient;

/**
 * The platforms of an image index (OCI image specification, "Image Index"; Docker's manifest list has the same form). What builders put
 * beside them, such as attestations, is no image and is not scanned.
 */
final class EcrIndex {

    private static final Set<String> TYPES = Set.of(
            "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json");
    private static final int MOST_PLATFORMS = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EcrClient client;
    private final String registryId;

    EcrIndex(EcrClient client, String registryId) {
        this.client = client;
        this.registryId = registryId;
    }

    /** @param mediaType of a manifest; may be null */
    static boolean isIndex(String mediaType) {
        return mediaType != null && TYPES.contains(mediaType);
    }

    ScanTarget read(String repository, String digest) {
        String name = repository + "@" + digest;
        String manifest = client
                .batchGetImage(request -> request.registryId(registryId)
                        .repositoryName(repository)
                        .imageIds(image -> image.imageDigest(digest))
                        .acceptedMediaTypes(TYPES))
                .images()
                .stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException("ECR does not give out the index " + name + ".", ""))
                .imageManifest();
        List<ScanTarget.Platform> platforms = platforms(name, manifest);
        if (platforms.isEmpty() || platforms.size() > MOST_PLATFORMS) {
            throw new TerminalException(
                    "The index " + name + " has " + platforms.size() + " platforms to scan.",
                    "Scan an image, or an index of at most " + MOST_PLATFORMS + " platforms.");
        }
        return new ScanTarget(digest, platforms);
    }

    private static List<ScanTarget.Platform> platforms(String name, String manifest) {
        List<ScanTarget.Platform> platforms = new ArrayList<>();
        for (JsonNode entry : parse(name, manifest).path("manifests")) {
            String digest = entry.path("digest").asText();
            if (isIndex(entry.path("mediaType").asText()) || !Digest.isDigest(digest)) {
                throw new TerminalException(
                        "The index " + name + " has an entry that is no image: an index or no SHA-256 digest.",
                        "Scan the images that it leads to one by one.");
            }
            if (isImage(entry)) {
                platforms.add(new ScanTarget.Platform(digest, platform(entry.path("platform"), platforms.size() + 1)));
            }
        }
        return platforms;
    }

    /** BuildKit's attestations have the platform unknown and an annotation; other artifacts name their type. */
    private static boolean isImage(JsonNode entry) {
        String attached =
                entry.path("annotations").path("vnd.docker.reference.type").asText();
        return !attached.equals("attestation-manifest")
                && !entry.path("platform").path("os").asText().equals("unknown")
                && entry.path("artifactType").asText().isEmpty();
    }

    private static String platform(JsonNode platform, int place) {
        String os = platform.path("os").asText();
        String variant = platform.path("variant").asText();
        return os.isEmpty()
                ? "image " + place
                : os + "/" + platform.path("architecture").asText() + (variant.isEmpty() ? "" : "/" + variant);
    }

    private static JsonNode parse(String name, String manifest) {
        try {
            return JSON.readTree(manifest == null ? "" : manifest);
        } catch (JsonProcessingException e) {
            throw new TerminalException("The index " + name + " is no JSON document.", "Push it again.", e);
        }
    }
}
