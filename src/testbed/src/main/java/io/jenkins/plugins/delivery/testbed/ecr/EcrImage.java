package io.jenkins.plugins.delivery.testbed.ecr;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An image of a repository.
 *
 * @param manifest the manifest, byte for byte; its SHA-256 is the digest
 * @param mediaType the media type of the manifest
 * @param tags the tags that point to it, possibly none
 * @param sizeBytes the size of all layers
 * @param pushedAt when it was pushed
 */
public record EcrImage(String manifest, String mediaType, List<String> tags, long sizeBytes, Instant pushedAt) {

    /** The media type of an OCI image manifest. */
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** Makes the list immutable. */
    public EcrImage {
        tags = List.copyOf(tags);
    }

    /** An image whose content is told apart by a name only, pushed at the given time. */
    public static EcrImage named(String content, Instant pushedAt, String... tags) {
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + OCI_MANIFEST + "\",\"annotations\":{\"content\":\""
                + content + "\"},\"layers\":[]}";
        return new EcrImage(manifest, OCI_MANIFEST, List.of(tags), 1024, pushedAt);
    }

    /** The media type of an OCI image index. */
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    /**
     * An index of images, as a builder pushes it for several platforms, with an attestation beside them.
     *
     * @param platforms name such as {@code linux/arm64} to image
     */
    public static EcrImage index(Map<String, EcrImage> platforms, Instant pushedAt, String... tags) {
        StringBuilder entries = new StringBuilder();
        platforms.forEach(
                (name, image) -> entries.append(entry(image.digest(), name, "")).append(','));
        String attestation = entry(
                "sha256:" + "a".repeat(64),
                "unknown/unknown",
                ",\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}");
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + OCI_INDEX + "\",\"manifests\":[" + entries
                + attestation + "]}";
        return new EcrImage(manifest, OCI_INDEX, List.of(tags), 1024, pushedAt);
    }

    private static String entry(String digest, String platform, String more) {
        String[] parts = platform.split("/", 2);
        return "{\"mediaType\":\"" + OCI_MANIFEST + "\",\"size\":1,\"digest\":\"" + digest
                + "\",\"platform\":{\"os\":\"" + parts[0] + "\",\"architecture\":\"" + parts[1] + "\"}" + more + "}";
    }

    /** Whether it leads to images instead of being one. */
    boolean isIndex() {
        return mediaType.equals(OCI_INDEX) || mediaType.endsWith("manifest.list.v2+json");
    }

    /** The digest of the manifest with its algorithm. */
    public String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(manifest.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** The same image under other tags. */
    EcrImage withTags(List<String> other) {
        return new EcrImage(manifest, mediaType, other, sizeBytes, pushedAt);
    }
}
