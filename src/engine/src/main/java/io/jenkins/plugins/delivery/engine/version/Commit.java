package io.jenkins.plugins.delivery.engine.version;

import java.util.List;

/**
 * What the version rules look at in a commit.
 *
 * @param id full object id
 * @param parents object ids; the first is the branch that was merged into
 * @param message the whole message
 * @param author name of the author
 * @param email mail address of the author
 */
public record Commit(String id, List<String> parents, String message, String author, String email) {

    /** Control characters, line separators, and those that turn the direction of the text around them (Unicode Annex 9). */
    static final String UNSHOWN = "[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]";

    private static final int SHORT_ID = 7;
    private static final int LONGEST_SUBJECT = 72;

    public Commit {
        parents = List.copyOf(parents);
    }

    public boolean isMerge() {
        return parents.size() > 1;
    }

    /** The first line for people: without control characters and not longer than a line of a log. */
    public String subject() {
        return line(message.strip());
    }

    /** The first line of a text from outside, likewise for people. */
    static String line(String text) {
        String line =
                text.lines().findFirst().orElse("").replaceAll(UNSHOWN, " ").strip();
        return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT - 1) + "…";
    }

    public String shortId() {
        return shortId(id);
    }

    /** The beginning of an object id, as Git shows it. */
    public static String shortId(String id) {
        return id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID);
    }

    /** For a reason: subject and id. */
    public String described() {
        return "'" + subject() + "' (" + shortId() + ")";
    }
}
