package io.jenkins.plugins.delivery.engine.promotion;

/** Commit ids in sentences. */
final class Commits {

    private Commits() {}

    /** The first seven digits of a commit id; other texts, such as chart versions, as they are. */
    static String abbreviate(String id) {
        if (id == null) {
            return "nothing";
        }
        return id.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? id.substring(0, 7) : id;
    }
}
