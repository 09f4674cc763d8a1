package io.jenkins.plugins.delivery.engine.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit message read by Conventional Commits 1.0.0 (conventionalcommits.org). A message that does not follow it has an empty
 * type; a breaking-change footer counts all the same, because missing one costs more than a major version.
 *
 * @param type lower case, because types are case-insensitive (item 15); empty when the message is not a conventional one
 * @param scope empty for none
 * @param breaking whether the header has an exclamation mark or a footer says so (items 11 to 13, 16)
 * @param description what follows the colon; the first line of a message that is not conventional
 * @param breakingNote text of the breaking-change footer; empty without one
 * @param reverts object ids, possibly shortened, of the commits that this one takes back
 */
public record ConventionalCommit(
        String type, String scope, boolean breaking, String description, String breakingNote, List<String> reverts) {

    private static final Pattern HEADER = Pattern.compile(
            "(?<type>[\\p{L}][\\p{L}\\p{N}_-]*)(?:\\((?<scope>[^()\\r\\n]+)\\))?(?<mark>!)?: +(?<text>\\S.*)");

    /** Upper case is required for this token (item 15); the dash is its synonym (item 16). */
    private static final Pattern BREAKING =
            Pattern.compile("^BREAKING[ -]CHANGE(?::[ \\t]*| #)(?<note>.*)$", Pattern.MULTILINE);

    /** What {@code git revert} writes. */
    private static final Pattern GIT_REVERT =
            Pattern.compile("^This reverts commit (?<id>[0-9a-f]{7,64})", Pattern.MULTILINE);

    /** The footer that the specification suggests for reverts. */
    private static final Pattern REFS =
            Pattern.compile("^Refs: (?<ids>[0-9a-f]{7,64}(?:, ?[0-9a-f]{7,64})*)$", Pattern.MULTILINE);

    public ConventionalCommit {
        reverts = List.copyOf(reverts);
    }

    /** Reads any message. */
    public static ConventionalCommit parse(String message) {
        String text = message.strip().replace("\r\n", "\n");
        String header = text.lines().findFirst().orElse("").stripTrailing();
        String rest = text.substring(Math.min(text.length(), header.length()));
        Matcher match = HEADER.matcher(header);
        boolean conventional = match.matches();
        String type = conventional ? match.group("type").toLowerCase(Locale.ROOT) : "";
        Optional<String> note = breakingNote(rest);
        return new ConventionalCommit(
                type,
                conventional && match.group("scope") != null
                        ? match.group("scope").strip()
                        : "",
                note.isPresent()
                        || conventional && (match.group("mark") != null || isBreakingType(match.group("type"))),
                conventional ? match.group("text").strip() : header,
                note.orElse(""),
                reverts(type, rest));
    }

    /** Whether the header follows the specification. */
    public boolean isConventional() {
        return !type.isEmpty();
    }

    /** Whether the message takes back other commits. */
    public boolean isRevert() {
        return type.equals("revert") || !reverts.isEmpty();
    }

    /** What the message alone asks for; nothing for types that do not concern users. */
    public Bump bump() {
        if (breaking) {
            return Bump.MAJOR;
        }
        return switch (type) {
            case "feat" -> Bump.MINOR;
            case "fix", "perf", "revert" -> Bump.PATCH;
            default -> isRevert() ? Bump.PATCH : Bump.NONE;
        };
    }

    /** A header {@code BREAKING-CHANGE: …} is a footer without a header, which people write by mistake. */
    private static boolean isBreakingType(String type) {
        return type.equals("BREAKING-CHANGE");
    }

    private static Optional<String> breakingNote(String text) {
        Matcher match = BREAKING.matcher(text);
        if (!match.find()) {
            return Optional.empty();
        }
        StringBuilder note = new StringBuilder(match.group("note").strip());
        text.substring(match.end())
                .lines()
                .skip(1)
                .takeWhile(line -> !line.isBlank() && !line.matches("[\\p{L}][\\p{L}\\p{N}-]*(: | #).*"))
                .forEach(line -> note.append(' ').append(line.strip()));
        return Optional.of(note.toString().strip());
    }

    private static List<String> reverts(String type, String text) {
        List<String> ids = new ArrayList<>();
        Matcher byGit = GIT_REVERT.matcher(text);
        while (byGit.find()) {
            ids.add(byGit.group("id"));
        }
        if (type.equals("revert")) {
            Matcher refs = REFS.matcher(text);
            while (refs.find()) {
                ids.addAll(List.of(refs.group("ids").split(", ?")));
            }
        }
        return ids;
    }
}
