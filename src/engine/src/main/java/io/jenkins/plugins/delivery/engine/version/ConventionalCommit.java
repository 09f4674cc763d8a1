package io.jenkins.plugins.delivery.engine.version;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit message read by Conventional Commits 1.0.0 (conventionalcommits.org). A message that does not follow it has an empty
 * type; a breaking-change footer counts all the same, because missing one costs more than a major version.
 *
 * @param header the first line
 * @param type lower case, because types are case-insensitive (item 15); empty when the message is not a conventional one
 * @param scope empty for none
 * @param breaking whether the header has an exclamation mark or a footer says so (items 11 to 13, 16)
 * @param description what follows the colon; the first line of a message that is not conventional
 * @param breakingNote text of the breaking-change footer; empty without one
 * @param trailers the footers that close the message
 * @param reverts what the message takes back
 */
record ConventionalCommit(
        String header,
        String type,
        String scope,
        boolean breaking,
        String description,
        String breakingNote,
        List<Footer> trailers,
        Revert reverts) {

    /** A noun (items 1 and 14). */
    static final String TYPE = "\\p{L}[\\p{L}\\p{N}_-]*";

    /** A noun in parentheses (item 4); teams write folders and lists there, so anything that is not blank. */
    static final String SCOPE = "[^()\\r\\n]*[^()\\s][^()\\r\\n]*";

    /** Item 1: the colon and a space are required, and so is what follows them (item 5). */
    private static final Pattern HEADER =
            Pattern.compile("(?<type>" + TYPE + ")(?:\\((?<scope>" + SCOPE + ")\\))?(?<mark>!)?: +(?<text>\\S.*)");

    private static final Pattern FORGOTTEN_HEADER = Pattern.compile("BREAKING[ -]CHANGE: +(?<text>\\S.*)");

    ConventionalCommit {
        trailers = List.copyOf(trailers);
    }

    /** Reads any message. */
    static ConventionalCommit parse(String message) {
        List<String> lines = message.strip().lines().map(String::stripTrailing).toList();
        String header = lines.isEmpty() ? "" : lines.get(0);
        List<String> rest = lines.isEmpty() ? List.of() : lines.subList(1, lines.size());
        List<Footer> footers = Footer.of(rest);
        Optional<Footer> note = footers.stream().filter(Footer::isBreaking).findFirst();
        Matcher forgotten = FORGOTTEN_HEADER.matcher(header);
        if (header.startsWith("BREAKING") && forgotten.matches()) {
            // A footer without a header, which people write by mistake.
            return new ConventionalCommit(
                    header, "", "", true, header, forgotten.group("text"), List.of(), Revert.NOTHING);
        }
        Matcher match = HEADER.matcher(header);
        boolean conventional = match.matches();
        String type = conventional ? match.group("type").toLowerCase(Locale.ROOT) : "";
        String description = conventional ? match.group("text").strip() : header;
        return new ConventionalCommit(
                header,
                type,
                conventional && match.group("scope") != null
                        ? match.group("scope").strip()
                        : "",
                note.isPresent() || conventional && match.group("mark") != null,
                description,
                note.map(Footer::text).orElse(""),
                rest.isEmpty() ? List.of() : Footer.closing(rest),
                Revert.of(type, description, rest, footers));
    }

    /** Whether the header follows the specification. */
    boolean isConventional() {
        return !type.isEmpty();
    }

    /** Whether the message takes back other commits. */
    boolean isRevert() {
        return type.equals("revert") || !reverts.isNothing();
    }

    /** What the message alone asks for. */
    Bump bump(CommitTypes types) {
        if (breaking) {
            return Bump.MAJOR;
        }
        if (isConventional()) {
            return types.of(type, scope);
        }
        return isRevert() ? types.of("revert", "") : Bump.NONE;
    }
}
