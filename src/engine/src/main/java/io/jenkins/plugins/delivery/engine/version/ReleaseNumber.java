package io.jenkins.plugins.delivery.engine.version;

import java.util.Optional;

/** A release as people write it in the name of a branch or in a trailer. */
final class ReleaseNumber {

    private ReleaseNumber() {}

    /**
     * The release that the text means: {@code 1.5.0}, {@code v1.5.0}, {@code 1.5} or one with the prefix of the tags; empty when it
     * means none, and for a pre-release.
     */
    static Optional<SemanticVersion> find(String text, String prefix) {
        String number = text;
        if (!prefix.isEmpty() && text.startsWith(prefix)) {
            number = text.substring(prefix.length());
        } else if (text.startsWith("v")) {
            number = text.substring(1);
        }
        String full = number.matches("\\d+\\.\\d+") ? number + ".0" : number;
        return SemanticVersion.find(full)
                .filter(version -> version.isRelease() && version.build().isEmpty());
    }
}
