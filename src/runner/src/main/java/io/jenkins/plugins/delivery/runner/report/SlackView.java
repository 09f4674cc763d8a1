package io.jenkins.plugins.delivery.runner.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.TemplateModelException;
import io.jenkins.plugins.delivery.runner.model.SlackMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of one Slack channel.
 *
 * @param channel the channel's name
 * @param posts its messages, oldest first
 */
public record SlackView(String channel, List<Post> posts) {

    /**
     * One message.
     *
     * @param author who signed it
     * @param initial the letter in the avatar
     * @param time when it was posted
     * @param edited whether it was changed afterwards
     * @param blocks what it says
     * @param replies its thread
     */
    public record Post(
            String author, String initial, String time, boolean edited, List<Block> blocks, List<Post> replies) {}

    /** How a block is drawn; the name in lower case is its style. */
    public enum Kind {
        TEXT,
        HEADER,
        CONTEXT,
        DIVIDER,
        BUTTONS,
        NOTE
    }

    /**
     * One block.
     *
     * @param kind how it is drawn
     * @param text its main text as safe HTML; null when it has none
     * @param parts fields, elements or buttons, each as safe HTML
     */
    public record Block(Kind kind, TemplateHTMLOutputModel text, List<TemplateHTMLOutputModel> parts) {}

    /** The messages, channel by channel. */
    static List<SlackView> of(List<SlackMessage> messages, Times times) {
        Map<String, List<Post>> channels = new LinkedHashMap<>();
        messages.forEach(message -> channels.computeIfAbsent(message.channel(), name -> new ArrayList<>())
                .add(post(message, times)));
        return channels.entrySet().stream()
                .map(channel -> new SlackView(channel.getKey(), channel.getValue()))
                .toList();
    }

    private static Post post(SlackMessage message, Times times) {
        String author = message.author().isBlank() ? "Unknown" : message.author();
        return new Post(
                author,
                author.substring(0, author.offsetByCodePoints(0, 1)),
                times.clock(message.at()),
                message.edited(),
                blocks(message.body()),
                message.replies().stream().map(reply -> post(reply, times)).toList());
    }

    /** Slack shows the text only when there are no blocks. */
    private static List<Block> blocks(SlackMessage.Body body) {
        return body.blocks().isEmpty()
                ? List.of(new Block(Kind.TEXT, safe(Mrkdwn.html(body.text())), List.of()))
                : body.blocks().stream().map(SlackView::block).toList();
    }

    private static Block block(Map<String, Object> block) {
        String type = String.valueOf(block.get("type"));
        return switch (type) {
            case "section" -> new Block(Kind.TEXT, text(block.get("text")), texts(block.get("fields")));
            case "header" -> new Block(Kind.HEADER, text(block.get("text")), List.of());
            case "context" -> new Block(Kind.CONTEXT, null, texts(block.get("elements")));
            case "divider" -> new Block(Kind.DIVIDER, null, List.of());
            case "actions" -> new Block(Kind.BUTTONS, null, buttons(block.get("elements")));
            default -> new Block(Kind.NOTE, safe(Mrkdwn.plain("(a block of the type " + type + ")")), List.of());
        };
    }

    private static List<TemplateHTMLOutputModel> texts(Object list) {
        List<TemplateHTMLOutputModel> texts = new ArrayList<>();
        if (list instanceof List<?> elements) {
            elements.forEach(element -> texts.add(text(element)));
        }
        return texts;
    }

    /** The text of a button stands one level deeper than that of other elements. */
    private static List<TemplateHTMLOutputModel> buttons(Object list) {
        List<TemplateHTMLOutputModel> labels = new ArrayList<>();
        if (list instanceof List<?> elements) {
            elements.forEach(element -> labels.add(text(element instanceof Map<?, ?> map ? map.get("text") : null)));
        }
        return labels;
    }

    private static TemplateHTMLOutputModel text(Object object) {
        if (!(object instanceof Map<?, ?> map)) {
            return null;
        }
        Object text = map.get("text") == null ? map.get("alt_text") : map.get("text");
        String value = text == null ? "" : String.valueOf(text);
        boolean plain = "plain_text".equals(map.get("type"));
        return safe(plain ? Mrkdwn.plain(value) : Mrkdwn.html(value));
    }

    private static TemplateHTMLOutputModel safe(String html) {
        try {
            return HTMLOutputFormat.INSTANCE.fromMarkup(html);
        } catch (TemplateModelException e) {
            throw new IllegalStateException("Wrapping markup needs no conversion that could fail.", e);
        }
    }
}
