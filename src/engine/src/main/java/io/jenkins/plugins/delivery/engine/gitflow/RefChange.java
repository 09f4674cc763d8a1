package io.jenkins.plugins.delivery.engine.gitflow;

import java.util.Optional;

/**
 * A ref of the remote that is to move.
 *
 * @param ref full name
 * @param from where it has to be; empty when it must not exist
 * @param to where it goes; empty to delete it
 */
public record RefChange(String ref, Optional<String> from, Optional<String> to) {

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    /** A branch that moves forward. */
    static RefChange branch(String name, String from, String to) {
        return new RefChange(HEADS + name, Optional.of(from), Optional.of(to));
    }

    /** A branch that does not exist yet. */
    static RefChange newBranch(String name, String to) {
        return new RefChange(HEADS + name, Optional.empty(), Optional.of(to));
    }

    /** A branch that goes. */
    static RefChange deletedBranch(String name, String from) {
        return new RefChange(HEADS + name, Optional.of(from), Optional.empty());
    }

    /** A tag that does not exist yet. */
    static RefChange newTag(String name, String to) {
        return new RefChange(TAGS + name, Optional.empty(), Optional.of(to));
    }

    boolean isTag() {
        return ref.startsWith(TAGS);
    }

    /** The branch or tag without the beginning that says which of the two it is. */
    String shortName() {
        return ref.substring(isTag() ? TAGS.length() : HEADS.length());
    }
}
