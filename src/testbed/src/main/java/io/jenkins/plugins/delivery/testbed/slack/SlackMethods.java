package io.jenkins.plugins.delivery.testbed.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.Json;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Web API's methods; the errors are those that its pages list. */
final class SlackMethods {

    static final String BOT = "Delivery";

    /** Slack cuts longer texts off (chat.postMessage, "Truncating content"). */
    private static final int MAXIMUM_TEXT = 40_000;

    private final Workspace workspace;

    SlackMethods(Workspace workspace) {
        this.workspace = workspace;
    }

    /** One call at a time, so that an edit never gets lost between reading and writing. */
    synchronized Map<String, Object> call(String method, SlackArguments arguments) {
        return switch (method) {
            case "auth.test" ->
                ok(Map.of("team", "Testbed", "team_id", "T0000000001", "user", "delivery", "user_id", "U0000000000"));
            case "chat.postMessage" -> postMessage(arguments);
            case "chat.update" -> update(arguments);
            case "conversations.replies" -> replies(arguments);
            case "reactions.add" -> addReaction(arguments);
            case "users.lookupByEmail" -> lookup(arguments);
            default -> throw refuse("unknown_method");
        };
    }

    static Refusal refuse(String error) {
        return new Refusal(Answer.json(200, Map.of("ok", false, "error", error)));
    }

    /** chat.postMessage takes a channel's name as well as its id. */
    private Map<String, Object> postMessage(SlackArguments arguments) {
        SlackChannel channel =
                workspace.byIdOrName(arguments.text("channel")).orElseThrow(() -> refuse("channel_not_found"));
        String thread = arguments.text("thread_ts");
        // Slack takes any number here and the reply is never seen; a caller's mistake, so it is told.
        if (!thread.isEmpty() && workspace.find(channel.id(), thread).isEmpty()) {
            throw refuse("thread_not_found");
        }
        JsonNode blocks = blocks(arguments);
        String text = shortened(arguments.text("text"));
        if (text.isEmpty() && blocks.isEmpty()) {
            throw refuse("no_text");
        }
        String author = arguments.text("username").isEmpty() ? BOT : arguments.text("username");
        SlackPost post = workspace.post(
                channel.id(),
                thread,
                author,
                new SlackPost.Content(text, maps(blocks), arguments.flag("reply_broadcast")));
        return sent(channel, post);
    }

    /** chat.update wants the id of the channel; with the name it answers channel_not_found. */
    private Map<String, Object> update(SlackArguments arguments) {
        SlackChannel channel = channelById(arguments);
        SlackPost old =
                workspace.find(channel.id(), arguments.text("ts")).orElseThrow(() -> refuse("message_not_found"));
        JsonNode blocks = blocks(arguments);
        // Blocks that are not sent stay as they were; an empty list takes them away.
        List<Map<String, Object>> now = blocks.isMissingNode() ? old.blocks() : maps(blocks);
        String text = arguments.text("text").isEmpty() ? old.text() : shortened(arguments.text("text"));
        if (arguments.text("text").isEmpty() && blocks.isMissingNode()) {
            throw refuse("no_text");
        }
        SlackPost changed =
                old.edited(new SlackPost.Content(text, now, old.content().broadcast()));
        workspace.change(channel.id(), changed);
        Map<String, Object> answer = sent(channel, changed);
        answer.put("text", text);
        return answer;
    }

    private Map<String, Object> replies(SlackArguments arguments) {
        SlackChannel channel = channelById(arguments);
        String ts = arguments.text("ts");
        SlackPost parent = workspace.find(channel.id(), ts).orElseThrow(() -> refuse("thread_not_found"));
        List<Map<String, Object>> messages = new ArrayList<>();
        messages.add(json(parent));
        channel.replies(ts).forEach(reply -> messages.add(json(reply)));
        return ok(Map.of("messages", messages, "has_more", false));
    }

    private Map<String, Object> addReaction(SlackArguments arguments) {
        SlackChannel channel = channelById(arguments);
        String name = arguments.text("name");
        if (!name.matches("[a-z0-9_+:-]+")) {
            throw refuse("invalid_name");
        }
        SlackPost post = workspace
                .find(channel.id(), arguments.text("timestamp"))
                .orElseThrow(() -> refuse("message_not_found"));
        if (post.reactions().contains(name)) {
            throw refuse("already_reacted");
        }
        List<String> all = new ArrayList<>(post.reactions());
        all.add(name);
        workspace.change(channel.id(), post.reacted(all));
        return ok(Map.of());
    }

    private Map<String, Object> lookup(SlackArguments arguments) {
        Workspace.User user = workspace.user(arguments.text("email")).orElseThrow(() -> refuse("users_not_found"));
        return ok(Map.of(
                "user",
                Map.of(
                        "id",
                        user.id(),
                        "name",
                        user.name(),
                        "real_name",
                        user.name(),
                        "profile",
                        Map.of("email", user.email()))));
    }

    private SlackChannel channelById(SlackArguments arguments) {
        return workspace.byId(arguments.text("channel")).orElseThrow(() -> refuse("channel_not_found"));
    }

    private static JsonNode blocks(SlackArguments arguments) {
        JsonNode blocks = arguments.json("blocks");
        if (blocks.isMissingNode() || blocks.isNull()) {
            return MissingNode.getInstance();
        }
        List<String> problems = BlockRules.problems(blocks);
        if (!problems.isEmpty()) {
            throw new Refusal(Answer.json(
                    200,
                    Map.of("ok", false, "error", "invalid_blocks", "response_metadata", Map.of("messages", problems))));
        }
        return blocks;
    }

    private static String shortened(String text) {
        return text.length() > MAXIMUM_TEXT ? text.substring(0, MAXIMUM_TEXT) : text;
    }

    private static List<Map<String, Object>> maps(JsonNode blocks) {
        List<Map<String, Object>> maps = new ArrayList<>();
        blocks.forEach(block -> {
            Map<String, Object> map = new LinkedHashMap<>();
            block.properties()
                    .forEach(field ->
                            map.put(field.getKey(), Json.mapper().convertValue(field.getValue(), Object.class)));
            maps.add(map);
        });
        return maps;
    }

    private static Map<String, Object> sent(SlackChannel channel, SlackPost post) {
        Map<String, Object> answer = new LinkedHashMap<>(ok(Map.of("channel", channel.id(), "ts", post.ts())));
        answer.put("message", json(post));
        return answer;
    }

    private static Map<String, Object> json(SlackPost post) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "message");
        json.put("subtype", "bot_message");
        json.put("bot_id", "B0000000001");
        json.put("username", post.author());
        json.put("text", post.text());
        json.put("ts", post.ts());
        if (!post.threadTs().isEmpty()) {
            json.put("thread_ts", post.threadTs());
        }
        if (!post.blocks().isEmpty()) {
            json.put("blocks", post.blocks());
        }
        if (post.edits() > 0) {
            json.put("edited", Map.of("user", "B0000000001", "ts", post.ts()));
        }
        return json;
    }

    private static Map<String, Object> ok(Map<String, Object> more) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        answer.putAll(more);
        return answer;
    }
}
