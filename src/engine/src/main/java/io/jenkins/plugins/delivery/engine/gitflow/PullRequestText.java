package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.forge.PullRequestDraft;
import io.jenkins.plugins.delivery.engine.version.Commit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Title and text of pull requests. Names and messages from outside stand in code spans only, where they are neither markup nor
 * mentions; commands that a person may copy are quoted for a shell. The same situation gives the same text, so that a pull request is
 * edited only when something changed.
 */
final class PullRequestText {

    private static final String FOOTER = "Opened by Git-Flow Delivery";
    private static final int MOST_LISTED = 50;
    private static final int MOST_IN_SENTENCE = 5;

    private PullRequestText() {}

    /** main goes back to a branch. */
    static PullRequestDraft back(FinishPlan plan, BackMerge target, String head, String why, Optional<String> run) {
        String main = plan.mainName();
        StringBuilder body = new StringBuilder();
        body.append(code(target.branch()))
                .append(" lacks release ")
                .append(code(plan.release().tag()))
                .append(" of ")
                .append(code(main))
                .append(": ")
                .append(why)
                .append(".\n\n");
        if (!target.conflicts().isEmpty()) {
            conflicts(body, target, main);
            body.append("To resolve:\n\n```sh\n")
                    .append("git fetch origin\n")
                    .append("git checkout ")
                    .append(shell(head))
                    .append('\n')
                    .append("git merge ")
                    .append(shell("origin/" + target.branch()))
                    .append('\n')
                    .append("# resolve, git add, git commit\n")
                    .append("git push origin ")
                    .append(shell("HEAD:refs/heads/" + head))
                    .append('\n')
                    .append("```\n\n");
        }
        body.append("Merge it with a merge commit. After a squash or rebase ")
                .append(code(target.branch()))
                .append(" would still lack the release, and the next one would conflict again.\n");
        return new PullRequestDraft(
                head,
                target.branch(),
                "Merge " + plan.release().version() + " back to " + line(target.branch()),
                body + footer(run));
    }

    /** A release or hotfix goes to a main that may not be pushed to. */
    static PullRequestDraft toMain(FinishPlan plan, String why, Optional<String> run) {
        String body = code(plan.branch().name()) + " passed and is to be released as "
                + code(plan.release().tag()) + ". "
                + "It is not merged by itself: " + why + ".\n\n"
                + "Merge it with a merge commit. The build of " + code(plan.mainName())
                + " then creates the tag and merges the release back.\n";
        return new PullRequestDraft(
                plan.branch().name(),
                plan.mainName(),
                "Release " + plan.release().version(),
                body + footer(run));
    }

    /** A few conflicts in a sentence. */
    static String conflictList(List<Conflict> conflicts) {
        String named = conflicts.stream()
                .limit(MOST_IN_SENTENCE)
                .map(conflict -> line(conflict.path()) + " (" + conflict.kind().meaning() + ")")
                .collect(Collectors.joining(", "));
        int more = conflicts.size() - MOST_IN_SENTENCE;
        return conflicts.size()
                + (conflicts.size() == 1 ? " conflict, " : " conflicts, ")
                + named
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static void conflicts(StringBuilder body, BackMerge target, String main) {
        body.append("| path | what happened | last changed on ")
                .append(code(main))
                .append(" | last changed on ")
                .append(code(target.branch()))
                .append(" |\n|---|---|---|---|\n");
        target.conflicts().stream().limit(MOST_LISTED).forEach(conflict -> body.append("| ")
                .append(cell(conflict.path()))
                .append(" | ")
                .append(conflict.kind().meaning())
                .append(" | ")
                .append(who(conflict.source()))
                .append(" | ")
                .append(who(conflict.target()))
                .append(" |\n"));
        int more = target.conflicts().size() - MOST_LISTED;
        body.append(more > 0 ? "\nand " + more + " more.\n\n" : "\n");
    }

    private static String who(Optional<Commit> commit) {
        return commit.map(found -> found.shortId() + " " + cell(found.subject()) + " by " + cell(found.author()))
                .orElse("");
    }

    /** A text for comparison: without line ends of another system and without the run that wrote it. */
    static String withoutRun(String text) {
        String plain = text.replace("\r", "").strip();
        int footer = plain.lastIndexOf(FOOTER);
        return footer < 0 ? plain : plain.substring(0, footer).strip();
    }

    private static String footer(Optional<String> run) {
        return "\n" + FOOTER + run.map(url -> ", run " + code(url)).orElse("") + ".\n";
    }

    /** A code span, longer fenced than any run of backticks inside (CommonMark, section 6.1). */
    private static String code(String text) {
        String line = line(text);
        int longest = 0;
        int run = 0;
        for (char c : line.toCharArray()) {
            run = c == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        return longest == 0 ? fence + line + fence : fence + " " + line + " " + fence;
    }

    /** A code span in a table, where a bar would end the cell even in code (GitHub Flavored Markdown, section 4.10). */
    private static String cell(String text) {
        return code(text).replace("|", "\\|");
    }

    private static String line(String text) {
        return FlowInput.shown(text.isEmpty() ? "-" : text);
    }

    private static String shell(String text) {
        return text.matches("[A-Za-z0-9._/:@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
