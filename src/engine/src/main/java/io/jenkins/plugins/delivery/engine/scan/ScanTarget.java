package io.jenkins.plugins.delivery.engine.scan;

import java.util.List;

/**
 * An image as a scanner sees it. ECR scans the manifests of platforms and not the index that joins them (Amazon ECR user guide, "Scan
 * images for software vulnerabilities").
 *
 * @param digest of the image: of the index when it has several platforms
 * @param platforms what is scanned, at least one
 */
public record ScanTarget(String digest, List<Platform> platforms) {

    public ScanTarget {
        platforms = List.copyOf(platforms);
    }

    /**
     * One manifest.
     *
     * @param digest of the manifest
     * @param name such as {@code linux/arm64}; empty for an image that is no index
     */
    public record Platform(String digest, String name) {

        public Platform {
            name = OneLine.of(name, 60);
        }
    }

    /** An image of one platform. */
    public static ScanTarget single(String digest) {
        return new ScanTarget(digest, List.of(new Platform(digest, "")));
    }
}
