package io.jenkins.plugins.delivery.testbed.slack;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Channels, messages and people. */
final class Workspace {

    private final Map<String, SlackChannel> channels = new LinkedHashMap<>();
    private final Map<String, User> users = new HashMap<>();
    private final Clock clock;
    private long posts;

    /** A person of the workspace. */
    record User(String id, String email, String name) {}

    Workspace(Clock clock) {
        this.clock = clock;
    }

    synchronized SlackChannel open(String name) {
        String plain = withoutHash(name);
        return named(plain).orElseGet(() -> {
            SlackChannel channel = new SlackChannel(String.format("C%010d", channels.size() + 1), plain, List.of());
            channels.put(channel.id(), channel);
            return channel;
        });
    }

    synchronized User join(String email, String name) {
        return users.computeIfAbsent(
                email.toLowerCase(Locale.ROOT),
                key -> new User(String.format("U%010d", users.size() + 1), email, name));
    }

    synchronized Optional<User> user(String email) {
        return Optional.ofNullable(users.get(email.toLowerCase(Locale.ROOT)));
    }

    synchronized List<SlackChannel> channels() {
        return List.copyOf(channels.values());
    }

    synchronized Optional<SlackChannel> byId(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    synchronized Optional<SlackChannel> byIdOrName(String idOrName) {
        return byId(idOrName).or(() -> named(withoutHash(idOrName)));
    }

    synchronized SlackPost post(String channel, String threadTs, String author, SlackPost.Content content) {
        // Unique within the channel, as Slack's timestamps are: the fraction counts the messages.
        String ts = String.format("%d.%06d", clock.instant().getEpochSecond(), ++posts);
        SlackPost post = new SlackPost(ts, threadTs, author, content, 0, List.of());
        List<SlackPost> all = new ArrayList<>(channels.get(channel).posts());
        all.add(post);
        replace(channel, all);
        return post;
    }

    synchronized void change(String channel, SlackPost changed) {
        List<SlackPost> all = new ArrayList<>(channels.get(channel).posts());
        all.replaceAll(post -> post.ts().equals(changed.ts()) ? changed : post);
        replace(channel, all);
    }

    synchronized Optional<SlackPost> find(String channel, String ts) {
        return channels.get(channel).posts().stream()
                .filter(post -> post.ts().equals(ts))
                .findFirst();
    }

    private void replace(String channel, List<SlackPost> posts) {
        channels.put(channel, new SlackChannel(channel, channels.get(channel).name(), posts));
    }

    private Optional<SlackChannel> named(String name) {
        return channels.values().stream()
                .filter(channel -> channel.name().equals(name))
                .findFirst();
    }

    private static String withoutHash(String name) {
        return name.startsWith("#") ? name.substring(1) : name;
    }
}
