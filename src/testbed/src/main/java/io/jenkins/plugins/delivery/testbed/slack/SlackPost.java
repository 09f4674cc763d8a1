package io.jenkins.plugins.delivery.testbed.slack;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A message as it stands in a channel, after all edits.
 *
 * @param ts the timestamp that identifies it in its channel
 * @param threadTs the timestamp of the message it replies to; empty when it is no reply
 * @param author the name it is signed with
 * @param content what it says
 * @param edits how often it was changed
 * @param reactions names of the reactions, in the order in which they were added
 */
public record SlackPost(String ts, String threadTs, String author, Content content, int edits, List<String> reactions) {

    /**
     * What a message says.
     *
     * @param text the text, in mrkdwn
     * @param blocks the Block Kit blocks as parsed JSON
     * @param broadcast whether a reply is shown in the channel, too
     */
    public record Content(String text, List<Map<String, Object>> blocks, boolean broadcast) {

        /** Makes the list immutable. */
        public Content {
            blocks = List.copyOf(blocks);
        }
    }

    /** Makes the list immutable. */
    public SlackPost {
        reactions = List.copyOf(reactions);
    }

    /** The text, in mrkdwn. */
    public String text() {
        return content.text();
    }

    /** The Block Kit blocks as parsed JSON. */
    public List<Map<String, Object>> blocks() {
        return content.blocks();
    }

    /** Whether it stands in a thread under another message. */
    public boolean isReply() {
        return !threadTs.isEmpty() && !threadTs.equals(ts);
    }

    /** When it was posted, to the second. */
    public Instant postedAt() {
        return Instant.ofEpochSecond(Long.parseLong(ts.substring(0, ts.indexOf('.'))));
    }

    SlackPost edited(Content changed) {
        return new SlackPost(ts, threadTs, author, changed, edits + 1, reactions);
    }

    SlackPost reacted(List<String> names) {
        return new SlackPost(ts, threadTs, author, content, edits, names);
    }
}
