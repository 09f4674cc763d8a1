package io.jenkins.plugins.delivery.engine.version;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What changed since the previous release, grouped for readers, as Markdown. */
final class Changelog {

    /** A longer list helps nobody, and a first release may contain thousands of commits. */
    static final int LONGEST = 200;

    /** The groups, in the order of interest. */
    private enum Group {
        BREAKING("Breaking changes"),
        FEATURES("Features"),
        FIXES("Fixes"),
        PERFORMANCE("Performance"),
        REVERTS("Reverts"),
        OTHER("Other changes");

        private final String title;

        Group(String title) {
            this.title = title;
        }
    }

    private final CommitTypes types;

    /** @param types a type that asks for a major version is a breaking change here too */
    Changelog(CommitTypes types) {
        this.types = types;
    }

    /** One line of the list. */
    private record Entry(ConventionalCommit message, Commit commit) {}

    /**
     * Writes the change log of a version.
     *
     * @param commits newest first; merges that say nothing of their own are left out
     */
    String of(SemanticVersion version, List<Commit> commits) {
        return of(version, new CommitRange(commits, types));
    }

    /** The same of commits that were read already, with the same types. */
    String of(SemanticVersion version, CommitRange range) {
        List<Entry> entries = entries(range);
        Map<Group, StringBuilder> lines = new EnumMap<>(Group.class);
        entries.stream().limit(LONGEST).forEach(entry -> lines.computeIfAbsent(
                        group(entry.message()), group -> new StringBuilder())
                .append(line(entry.message(), entry.commit())));
        StringBuilder text = new StringBuilder("## " + version + "\n");
        lines.forEach((group, body) ->
                text.append("\n### ").append(group.title).append("\n\n").append(body));
        if (entries.isEmpty()) {
            text.append("\nNo changes.\n");
        } else if (entries.size() > LONGEST) {
            text.append("\n… and ").append(entries.size() - LONGEST).append(" older changes.\n");
        }
        return text.toString();
    }

    /** A squash under a title that is not conventional is shown by its list; a merge only for what its commits do not say. */
    private List<Entry> entries(CommitRange range) {
        List<Entry> entries = new ArrayList<>();
        Set<String> said = new HashSet<>();
        range.counting().stream()
                .filter(commit -> !commit.isMerge())
                .forEach(commit -> said.add(range.message(commit).own().header()));
        for (Commit commit : range.counting()) {
            CommitMessage message = range.message(commit);
            List<ConventionalCommit> listed = message.listed().stream()
                    .filter(ConventionalCommit::isConventional)
                    .toList();
            if (!message.isPlainMerge() && (commit.isMerge() || listed.isEmpty() || message.speaksForAll(types))) {
                entries.add(new Entry(message.own(), commit));
                listed = listed.stream().filter(ConventionalCommit::breaking).toList();
            }
            listed.stream()
                    .filter(title -> !commit.isMerge() || said.add(title.header()))
                    .forEach(title -> entries.add(new Entry(title, commit)));
        }
        return entries;
    }

    private static String line(ConventionalCommit message, Commit commit) {
        String scope = message.scope().isEmpty() ? "" : "**" + plain(message.scope()) + ":** ";
        String note = message.breakingNote();
        boolean more = !note.isEmpty() && !message.description().contains(note);
        return "- " + scope + plain(message.description()) + (more ? ": " + plain(note) : "") + " (" + commit.shortId()
                + ")\n";
    }

    private Group group(ConventionalCommit message) {
        if (message.bump(types) == Bump.MAJOR) {
            return Group.BREAKING;
        }
        return switch (message.type()) {
            case "feat" -> Group.FEATURES;
            case "fix" -> Group.FIXES;
            case "perf" -> Group.PERFORMANCE;
            default -> message.isRevert() ? Group.REVERTS : Group.OTHER;
        };
    }

    /**
     * Messages are strings from outside: neither HTML nor Markdown (CommonMark, "Backslash escapes") of their authors nor control
     * characters reach a page that renders the text. Underscores inside of words are none of Markdown's.
     */
    private static String plain(String text) {
        return text.replaceAll(Commit.UNSHOWN, " ")
                .replaceAll("[\\\\`*\\[\\]~|]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])", "\\\\$0")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
