package io.jenkins.plugins.delivery.engine.gitflow;

import java.util.Locale;

/** Why a path cannot be merged by itself. */
public enum ConflictKind {
    CONTENT("changed on both sides"),
    BOTH_ADDED("added on both sides with different content"),
    DELETED_IN_TARGET("changed here, deleted in the target"),
    DELETED_IN_SOURCE("deleted here, changed in the target"),
    SUBMODULE("submodule moved on both sides"),
    FILE_DIRECTORY("a file on one side, a directory on the other"),
    /** The histories themselves: nothing in common, or common ancestors that contradict each other. */
    HISTORY("the histories cannot be compared");

    private final String meaning;

    ConflictKind(String meaning) {
        this.meaning = meaning;
    }

    /** For people. */
    public String meaning() {
        return meaning;
    }

    /** As written in results: {@code both-added}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
