package io.jenkins.plugins.delivery.engine.version;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where released versions are read from. */
public enum VersionSource {
    GIT,
    ECR;

    /** As written in a configuration: {@code git}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<VersionSource> named(String text) {
        return Arrays.stream(values())
                .filter(source -> source.text().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(VersionSource::text).toList();
    }
}
