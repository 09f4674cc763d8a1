package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.runner.model.SlackMessage;
import io.jenkins.plugins.delivery.testbed.slack.SlackChannel;
import io.jenkins.plugins.delivery.testbed.slack.SlackPost;
import io.jenkins.plugins.delivery.testbed.slack.SlackServer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the messages of one run from the sandbox's Slack: those that were not there when the run began. */
final class SandboxMessages {

    private final SlackServer slack;
    private final Set<String> before = new HashSet<>();

    SandboxMessages(SlackServer slack) {
        this.slack = slack;
        slack.channels().forEach(channel -> channel.posts().forEach(post -> before.add(post.ts())));
    }

    List<SlackMessage> read() {
        return slack.channels().stream()
                .flatMap(channel -> channel.messages().stream()
                        .filter(post -> !before.contains(post.ts()))
                        .map(post -> message(channel, post)))
                .toList();
    }

    private static SlackMessage message(SlackChannel channel, SlackPost post) {
        List<SlackMessage> replies = post.isReply()
                ? List.of()
                : channel.replies(post.ts()).stream()
                        .map(reply -> message(channel, reply))
                        .toList();
        return new SlackMessage(
                "#" + channel.name(),
                post.author(),
                post.postedAt(),
                new SlackMessage.Body(post.text(), post.blocks()),
                post.edits() > 0,
                replies);
    }
}
