package io.jenkins.plugins.delivery.engine.card;

import java.util.List;

/**
 * The changes that may have caused a failure: those between the last good version and the one that failed.
 *
 * @param since the last good version; null when none is known, and then only the failed commit itself is suspected
 * @param count how many there are; more than are listed when there are many
 * @param commits the newest, newest first
 */
public record Suspects(String since, int count, List<Commit> commits) {

    /** Nobody is suspected. */
    public static final Suspects NONE = new Suspects(null, 0, List.of());

    /** How many are listed at most. */
    public static final int MOST = 5;

    /** Keeps a copy of the list. */
    public Suspects {
        commits = List.copyOf(commits);
    }

    /**
     * One change.
     *
     * @param id full commit id
     * @param author name of who wrote it; no mail address, as cards are also shown in public
     * @param subject first line of the message
     */
    public record Commit(String id, String author, String subject) {}
}
