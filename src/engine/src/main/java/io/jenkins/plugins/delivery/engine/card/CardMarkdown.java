package io.jenkins.plugins.delivery.engine.card;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A card in Markdown. Texts from outside stand in code only, whose fence is longer than any run of backticks in them (CommonMark 0.31,
 * 4.5 and 6.1): there nothing is a link, an image, HTML, a mention or a command of the site.
 */
final class CardMarkdown {

    private CardMarkdown() {}

    static String of(FailureCard card) {
        FailureCard.Subject subject = card.subject();
        Diagnosis diagnosis = card.diagnosis();
        StringBuilder text = new StringBuilder();
        text.append("### ").append(code(subject.service() + " " + subject.version()));
        text.append(" failed in ").append(code(subject.env())).append("\n\n");
        text.append(code(card.what())).append("\n");
        diagnosis.culprit().ifPresent(culprit -> text.append("\n**What failed:** ")
                .append(code(CardText.culprit(culprit)))
                .append("  \n")
                .append(culprit.trouble().advice())
                .append("\n"));
        if (!diagnosis.events().isEmpty()) {
            text.append("\n**Last events**\n\n")
                    .append(block(
                            diagnosis.events().stream().map(CardText::event).toList()));
        }
        diagnosis.log().filter(log -> !log.lines().isEmpty()).ifPresent(log -> text.append("\n**Last lines of** ")
                .append(code(log.source()))
                .append(log.before() ? " before its restart" : "")
                .append("\n\n")
                .append(block(log.lines())));
        if (!card.suspects().commits().isEmpty()) {
            text.append("\n").append(suspects(card.suspects())).append("\n\n");
            card.suspects().commits().forEach(commit -> text.append("- ")
                    .append(code(CardText.commit(commit)))
                    .append("\n"));
        }
        if (!diagnosis.gaps().isEmpty()) {
            text.append("\n**Not known**\n\n");
            diagnosis.gaps().forEach(gap -> text.append("- ").append(code(gap)).append("\n"));
        }
        if (!card.links().isEmpty()) {
            text.append("\n")
                    .append(card.links().entrySet().stream()
                            .map(link -> code(link.getKey()) + ": <" + link.getValue() + ">")
                            .collect(Collectors.joining(" · ")))
                    .append("\n");
        }
        return text.toString();
    }

    private static String suspects(Suspects suspects) {
        return suspects.since() == null
                ? "**Built from**"
                : "**Suspected:** "
                        + (suspects.count() == 1 ? "the only commit" : suspects.count() + " commits, newest first,")
                        + " since " + code(suspects.since()) + ", the last good version";
    }

    /** A code span; a text that begins or ends with a backtick is set off by spaces, which are not shown. */
    static String code(String text) {
        if (text.isBlank()) {
            return "–";
        }
        String fence = "`".repeat(longestRun(text) + 1);
        String padding = text.startsWith("`") || text.endsWith("`") ? " " : "";
        return fence + padding + text + padding + fence;
    }

    static String block(List<String> lines) {
        String fence = "`"
                .repeat(Math.max(
                        3,
                        lines.stream().mapToInt(CardMarkdown::longestRun).max().orElse(0) + 1));
        return fence + "text\n" + String.join("\n", lines) + "\n" + fence + "\n";
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
