package io.jenkins.plugins.delivery.testbed.ecr;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

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
