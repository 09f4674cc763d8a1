package io.jenkins.plugins.delivery.testbed.slack;

import java.util.List;

/**
 * A channel with everything in it.
 *
 * @param id the id, such as C0000000001
 * @param name the name without the leading "#"
 * @param posts messages and replies in the order in which they were posted
 */
public record SlackChannel(String id, String name, List<SlackPost> posts) {

    /** Makes the list immutable. */
    public SlackChannel {
        posts = List.copyOf(posts);
    }

    /** The messages that are not replies. */
    public List<SlackPost> messages() {
        return posts.stream().filter(post -> !post.isReply()).toList();
    }

    /** The replies under a message. */
    public List<SlackPost> replies(String ts) {
        return posts.stream()
                .filter(post -> post.isReply() && post.threadTs().equals(ts))
                .toList();
    }
}
