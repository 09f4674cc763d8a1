package io.jenkins.plugins.delivery.runner.model;

/**
 * What runs, or shall run, in an environment.
 *
 * @param version the version of the service
 * @param digest the digest of the image with its algorithm ("sha256:…"); empty when not known
 * @param chartVersion the version of the Helm chart; empty when not known
 */
public record Artifact(String version, String digest, String chartVersion) {

    public Artifact {
        version = Text.of(version);
        digest = Text.of(digest);
        chartVersion = Text.of(chartVersion);
    }
}
