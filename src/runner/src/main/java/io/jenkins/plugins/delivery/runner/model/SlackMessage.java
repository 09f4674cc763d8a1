package io.jenkins.plugins.delivery.runner.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A message as it stands in Slack, after all edits.
 *
 * @param channel the channel with its "#"
 * @param author the name the message is signed with
 * @param at when it was first posted
 * @param body what it says
 * @param edited whether it was changed after posting
 * @param replies the messages of its thread, oldest first
 */
public record SlackMessage(
        String channel, String author, Instant at, Body body, boolean edited, List<SlackMessage> replies) {

    public SlackMessage {
        channel = Text.of(channel);
        author = Text.of(author);
        replies = List.copyOf(replies);
    }

    /**
     * What a message says.
     *
     * @param text the fallback text, in mrkdwn
     * @param blocks Block Kit blocks as parsed JSON; shown in place of the text when there are any
     */
    public record Body(String text, List<Map<String, Object>> blocks) {

        public Body {
            text = Text.of(text);
            blocks = List.copyOf(blocks);
        }
    }
}
