package io.jenkins.plugins.delivery.engine.version;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What changed since the previous release, grouped for readers, as Markdown. */
final class Changelog {

    /** A longer list helps nobody, and a first release may contain thousands of commits. */
    static final int LONGEST = 200;

    /** The groups, in the order of interest. */
    private enum Group {
        BREAKING("Breaking changes"),
        FEATURES("Features"),
        FIXES("Fixes"),
        REVERTS("Reverts"),
        OTHER("Other changes");

        private final String title;

        Group(String title) {
            this.title = title;
        }
    }

    private Changelog() {}

    /**
     * Writes the change log of a version.
     *
     * @param commits newest first; merges that say nothing of their own are left out
     */
    static String of(SemanticVersion version, List<Commit> commits) {
        CommitRange range = new CommitRange(commits);
        List<Commit> shown = range.counting().stream()
                .filter(commit -> !range.isPlainMerge(commit))
                .toList();
        Map<Group, StringBuilder> lines = new EnumMap<>(Group.class);
        shown.stream().limit(LONGEST).forEach(commit -> lines.computeIfAbsent(
                        group(range.parsed(commit)), group -> new StringBuilder())
                .append(line(commit, range.parsed(commit))));
        StringBuilder text = new StringBuilder("## " + version + "\n");
        lines.forEach((group, body) ->
                text.append("\n### ").append(group.title).append("\n\n").append(body));
        if (shown.isEmpty()) {
            text.append("\nNo changes.\n");
        } else if (shown.size() > LONGEST) {
            text.append("\n… and ").append(shown.size() - LONGEST).append(" older changes.\n");
        }
        return text.toString();
    }

    private static Group group(ConventionalCommit commit) {
        if (commit.breaking()) {
            return Group.BREAKING;
        }
        return switch (commit.type()) {
            case "feat" -> Group.FEATURES;
            case "fix", "perf" -> Group.FIXES;
            default -> commit.isRevert() ? Group.REVERTS : Group.OTHER;
        };
    }

    private static String line(Commit commit, ConventionalCommit message) {
        String scope = message.scope().isEmpty() ? "" : "**" + escaped(message.scope()) + ":** ";
        String text = message.isConventional() ? message.description() : commit.subject();
        String note = message.breakingNote().isEmpty() || message.breakingNote().equals(text)
                ? ""
                : ": " + escaped(message.breakingNote());
        return "- " + scope + escaped(text) + note + " (" + commit.shortId() + ")\n";
    }

    /** Messages are strings from outside: no HTML and no control characters reach a page that renders the Markdown. */
    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
