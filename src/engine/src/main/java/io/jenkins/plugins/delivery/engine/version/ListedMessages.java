package io.jenkins.plugins.delivery.engine.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes a message apart that holds the messages of other commits: a squash as GitHub, GitLab, Bitbucket or {@code git merge --squash}
 * writes it, or a merge whose message repeats the title of its pull request.
 *
 * @param own the message without the others
 * @param others the other messages, in their order
 */
record ListedMessages(String own, List<String> others) {

    private static final String BULLET = "* ";

    /** Ends the list of GitHub; its co-author footers follow. */
    private static final Pattern RULE = Pattern.compile("-{3,}");

    private static final Pattern LOGGED = Pattern.compile("commit [0-9a-f]{40,64}");

    /** The default messages of merges; the title of the pull request is the first paragraph below. */
    private static final Pattern MERGE =
            Pattern.compile("Merge(?:d)? (?:pull request #\\d+ |branch |remote-tracking branch |in |PR ).*");

    ListedMessages {
        others = List.copyOf(others);
    }

    /** Takes the message of a commit apart; a trailer below a merge looks like a title, but for its type. */
    static ListedMessages of(Commit commit, CommitTypes types) {
        String text = commit.message().strip();
        int end = text.indexOf('\n');
        if (end < 0) {
            return new ListedMessages(text, List.of());
        }
        if (commit.isMerge()) {
            return titled(text, end, types);
        }
        List<String> lines = text.lines().map(String::stripTrailing).toList();
        if (lines.stream().anyMatch(ListedMessages::isLogged)) {
            return logged(lines);
        }
        return lines.stream().skip(1).anyMatch(line -> line.startsWith(BULLET))
                ? bulleted(lines)
                : new ListedMessages(text, List.of());
    }

    private static ListedMessages titled(String text, int end, CommitTypes types) {
        String body = text.substring(end).strip();
        boolean repeats = MERGE.matcher(text.substring(0, end).strip()).matches()
                && types.know(ConventionalCommit.parse(body).type());
        return repeats
                ? new ListedMessages(text.substring(0, end), List.of(body))
                : new ListedMessages(text, List.of());
    }

    private static ListedMessages bulleted(List<String> lines) {
        List<String> own = new ArrayList<>();
        List<List<String>> others = new ArrayList<>();
        Optional<List<String>> open = Optional.empty();
        for (String line : lines) {
            if (line.startsWith(BULLET) && !own.isEmpty()) {
                open = Optional.of(new ArrayList<>(List.of(line.substring(BULLET.length()))));
                others.add(open.get());
                continue;
            }
            if (RULE.matcher(line).matches()) {
                open = Optional.empty();
            }
            open.orElse(own).add(line);
        }
        return new ListedMessages(String.join("\n", own), texts(others));
    }

    /** Titles stand among the indented lines after each commit's author and date. */
    private static ListedMessages logged(List<String> lines) {
        List<String> own = new ArrayList<>();
        List<List<String>> others = new ArrayList<>();
        for (String line : lines) {
            if (isLogged(line)) {
                others.add(new ArrayList<>());
            } else if (others.isEmpty()) {
                own.add(line);
            } else if (line.isEmpty() || line.startsWith("    ")) {
                others.get(others.size() - 1).add(line);
            }
        }
        return new ListedMessages(String.join("\n", own), texts(others));
    }

    private static boolean isLogged(String line) {
        return line.startsWith("commit ") && LOGGED.matcher(line).matches();
    }

    /** The texts without the indentation that GitLab and Git give to them. */
    private static List<String> texts(List<List<String>> messages) {
        return messages.stream()
                .map(lines -> lines.stream().map(ListedMessages::unindented).collect(Collectors.joining("\n")))
                .toList();
    }

    private static String unindented(String line) {
        return line.startsWith("    ") ? line.substring(4) : line.startsWith("  ") ? line.substring(2) : line;
    }
}
