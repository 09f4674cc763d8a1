package io.jenkins.plugins.delivery.engine.card;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A card in plain text. Every line is indented, and lines of a log begin with a bar, so that none passes for a line of the host. */
final class CardText {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Size BRIEF = new Size(2, 6, 120, 3);
    private static final Size WHOLE = new Size(FailureCard.EVENTS, FailureCard.LINES, 300, Suspects.MOST);
    private static final String INDENT = "  ";

    private record Size(int events, int lines, int width, int commits) {}

    private CardText() {}

    static String brief(FailureCard card) {
        return String.join("\n", lines(card, BRIEF));
    }

    static String whole(FailureCard card) {
        FailureCard.Subject subject = card.subject();
        List<String> lines = new ArrayList<>();
        lines.add(subject.service() + " " + subject.version() + " in " + subject.env() + ": " + card.what());
        lines.addAll(lines(card, WHOLE));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> lines(FailureCard card, Size size) {
        Diagnosis diagnosis = card.diagnosis();
        List<String> lines = new ArrayList<>();
        diagnosis.culprit().ifPresent(culprit -> {
            lines.add(INDENT + Inert.cut(culprit(culprit), size.width() + 60));
            lines.add(INDENT + culprit.trouble().advice());
        });
        List<Diagnosis.Event> events = last(diagnosis.events(), size.events());
        if (!events.isEmpty()) {
            lines.add(INDENT + "Last events:");
            events.forEach(event -> lines.add(INDENT + INDENT + Inert.cut(event(event), size.width())));
        }
        diagnosis.log().filter(log -> !log.lines().isEmpty()).ifPresent(log -> {
            lines.add(INDENT + logTitle(log) + ":");
            last(log.lines(), size.lines())
                    .forEach(line -> lines.add(INDENT + INDENT + "| " + Inert.cut(line, size.width())));
        });
        lines.addAll(suspects(card.suspects(), size));
        diagnosis.gaps().forEach(gap -> lines.add(INDENT + "Not known: " + Inert.cut(gap, size.width())));
        card.links().forEach((label, url) -> lines.add(INDENT + label + ": " + url));
        return lines;
    }

    static String culprit(Diagnosis.Culprit culprit) {
        return culprit.kind() + " " + culprit.name()
                + (culprit.container().isEmpty() ? "" : " (container " + culprit.container() + ")") + ": "
                + culprit.trouble().text()
                + (culprit.message().isEmpty() ? "" : ", " + culprit.message());
    }

    static String event(Diagnosis.Event event) {
        return event.at().map(CLOCK::format).map(time -> time + " ").orElse("") + event.type() + " " + event.reason()
                + (event.count() > 1 ? " (" + event.count() + " times)" : "") + ": " + event.message();
    }

    private static String logTitle(Diagnosis.LogTail log) {
        return "Last lines of " + log.source() + (log.before() ? " before its restart" : "");
    }

    /** Says in words what the list of commits is. */
    private static String suspectsTitle(Suspects suspects) {
        if (suspects.since() == null) {
            return "Built from";
        }
        String since = " since " + suspects.since() + ", the last good version";
        return suspects.count() == 1
                ? "Suspected, the only commit" + since
                : "Suspected, " + suspects.count() + " commits" + since + ", newest first";
    }

    static String commit(Suspects.Commit commit) {
        String id = commit.id().length() > 7 ? commit.id().substring(0, 7) : commit.id();
        return id
                + (commit.author().isEmpty() ? "" : " by " + commit.author())
                + (commit.subject().isEmpty() ? "" : ": " + commit.subject());
    }

    private static List<String> suspects(Suspects suspects, Size size) {
        List<String> lines = new ArrayList<>();
        if (!suspects.commits().isEmpty()) {
            lines.add(INDENT + suspectsTitle(suspects) + ":");
            suspects.commits().stream()
                    .limit(size.commits())
                    .forEach(commit -> lines.add(INDENT + INDENT + Inert.cut(commit(commit), size.width())));
        }
        return lines;
    }

    private static <T> List<T> last(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
