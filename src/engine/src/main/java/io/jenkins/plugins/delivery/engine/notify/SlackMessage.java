package io.jenkins.plugins.delivery.engine.notify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person sees in Slack, made of a notification. Pure. Keeps to the limits of Block Kit (Slack, Reference, Blocks): 150
 * characters in a header, 3000 in a section, 2000 in a field, 10 fields in a section, 50 blocks in a message.
 *
 * @param text shown where blocks are not: in notifications on a phone, to screen readers
 * @param blocks Block Kit blocks as plain maps
 */
public record SlackMessage(String text, List<Map<String, Object>> blocks) {

    private static final int HEADER = 150;
    private static final int SECTION = 2900;
    private static final int ERROR = 2400;
    private static final int FIELD = 1900;
    private static final int FALLBACK = 1000;
    private static final int FIELDS_A_SECTION = 10;
    private static final int MOST_FIELDS = 30;

    /** The whole message: headline, sentence, first error, what next, facts and link. */
    public static SlackMessage of(Notification raw) {
        Notification notification = raw.mapTexts(Mrkdwn::clean);
        List<Map<String, Object>> blocks = new ArrayList<>();
        String headline = headline(notification);
        if (!headline.isEmpty()) {
            blocks.add(header(headline));
        }
        section(notification.text(), "").ifPresent(blocks::add);
        if (has(notification.problem().error())) {
            String error = Mrkdwn.code(notification.problem().error(), ERROR);
            blocks.add(section("*First error*\n```" + error + "```"));
        }
        section(notification.problem().advice(), "*What next*\n").ifPresent(blocks::add);
        blocks.addAll(facts(notification));
        String link = Mrkdwn.link(notification.url(), "Open the run");
        if (!link.isEmpty()) {
            blocks.add(Map.of("type", "context", "elements", List.of(mrkdwn(link))));
        }
        return new SlackMessage(fallback(notification, headline), List.copyOf(blocks));
    }

    /** The few words that call people to a message which stands in full above them. */
    public static SlackMessage call(Notification raw) {
        Notification notification = raw.mapTexts(Mrkdwn::clean);
        String headline = headline(notification);
        String error = notification.problem().error();
        String said = has(error) ? "\n" + Mrkdwn.line(firstLine(error), ERROR) : "";
        String text = "*" + Mrkdwn.line(headline, HEADER) + "*" + said;
        return new SlackMessage(fallback(notification, headline), List.of(section(text)));
    }

    /** As a person would read it, for a dry run. */
    public String preview() {
        return blocks.stream()
                .flatMap(SlackMessage::texts)
                .map(line -> line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                .collect(Collectors.joining("\n"));
    }

    private static String headline(Notification notification) {
        Notification.Subject subject = notification.subject();
        String what = Stream.of(subject.service(), subject.version())
                .filter(SlackMessage::has)
                .collect(Collectors.joining(" "));
        if (what.isEmpty() && notification.event() == NotificationEvent.INFO) {
            return "";
        }
        String phrase =
                switch (notification.event()) {
                    case PROGRESS -> has(subject.stage()) ? ": " + subject.stage() : " is in progress";
                    case APPROVAL -> " waits for approval" + (has(subject.env()) ? " for " + subject.env() : "");
                    case PASSED -> has(subject.env()) ? " is in " + subject.env() : " passed";
                    case FAILED -> " failed" + place(subject);
                    case STARTED -> " started";
                    case INFO -> "";
                };
        return notification.event().symbol() + " " + (what.isEmpty() ? "The delivery" : what) + phrase;
    }

    private static String place(Notification.Subject subject) {
        if (has(subject.stage())) {
            return " at " + subject.stage();
        }
        return has(subject.env()) ? " in " + subject.env() : "";
    }

    private static List<Map<String, Object>> facts(Notification notification) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Environment", notification.subject().env());
        facts.put("Stage", notification.subject().stage());
        facts.put("Author", notification.author());
        facts.putAll(notification.fields());
        List<Map<String, Object>> fields = facts.entrySet().stream()
                .filter(fact -> has(fact.getKey()) && has(fact.getValue()))
                .limit(MOST_FIELDS)
                .map(fact -> mrkdwn("*" + Mrkdwn.line(fact.getKey(), 90) + "*\n" + value(fact.getValue())))
                .toList();
        List<Map<String, Object>> sections = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += FIELDS_A_SECTION) {
            Map<String, Object> section = new LinkedHashMap<>();
            section.put("type", "section");
            section.put("fields", fields.subList(i, Math.min(fields.size(), i + FIELDS_A_SECTION)));
            sections.add(section);
        }
        return sections;
    }

    /** An address is a link, which Slack makes of no text by itself here; it shows where it leads. */
    private static String value(String text) {
        String link = Mrkdwn.link(text, Mrkdwn.line(text.replaceAll("^https?://|[/?#].*", ""), 100));
        return link.isEmpty() || link.length() > FIELD ? Mrkdwn.line(text, FIELD) : link;
    }

    private static String fallback(Notification notification, String headline) {
        String error = notification.problem().error();
        return Stream.of(
                        headline,
                        notification.text(),
                        has(error) ? firstLine(error) : "",
                        notification.problem().advice())
                .filter(SlackMessage::has)
                .map(line -> Mrkdwn.line(line, FALLBACK))
                .collect(Collectors.joining("\n"));
    }

    private static java.util.Optional<Map<String, Object>> section(String text, String title) {
        return has(text)
                ? java.util.Optional.of(section(title + Mrkdwn.block(text, SECTION)))
                : java.util.Optional.empty();
    }

    private static Map<String, Object> header(String headline) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("type", "plain_text");
        text.put("text", Mrkdwn.line(headline, HEADER));
        text.put("emoji", false);
        return block("header", text);
    }

    private static Map<String, Object> section(String text) {
        return block("section", mrkdwn(text));
    }

    private static Map<String, Object> block(String type, Map<String, Object> text) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put("text", text);
        return block;
    }

    /** Verbatim: Slack makes no links, channels or people out of what only looks like them. */
    private static Map<String, Object> mrkdwn(String text) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "mrkdwn");
        object.put("text", text);
        object.put("verbatim", true);
        return object;
    }

    private static Stream<String> texts(Map<String, Object> block) {
        Stream<?> parts = Stream.of(List.of(block), block.get("fields"), block.get("elements"))
                .filter(Objects::nonNull)
                .flatMap(list -> ((List<?>) list).stream());
        return parts.map(part -> ((Map<?, ?>) part).get("text"))
                .filter(Objects::nonNull)
                .map(text -> text instanceof Map<?, ?> object ? object.get("text") : text)
                .map(String::valueOf);
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }

    private static boolean has(String text) {
        return text != null && !text.isBlank();
    }
}
