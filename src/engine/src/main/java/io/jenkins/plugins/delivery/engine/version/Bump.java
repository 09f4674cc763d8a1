package io.jenkins.plugins.delivery.engine.version;

import java.util.Locale;
import java.util.Optional;

/** Which part of a version rises, in rising order. */
public enum Bump {
    NONE,
    PATCH,
    MINOR,
    MAJOR;

    /** As written in results: {@code minor}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The larger of the two. */
    public Bump max(Bump other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The leftmost part in which two versions differ; a difference in the pre-release alone is none. */
    public static Bump between(SemanticVersion from, SemanticVersion to) {
        if (!from.major().equals(to.major())) {
            return MAJOR;
        }
        if (!from.minor().equals(to.minor())) {
            return MINOR;
        }
        return from.patch().equals(to.patch()) ? NONE : PATCH;
    }

    /** The same from the release before, where there is one; none without. */
    static Bump between(Optional<SemanticVersion> from, SemanticVersion to) {
        return from.map(version -> between(version, to)).orElse(NONE);
    }
}
