package io.jenkins.plugins.delivery.testbed.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The limits of Block Kit (Slack API, Reference, Blocks) that a message can easily break. */
final class BlockRules {

    private static final int MAXIMUM_BLOCKS = 50;
    private static final int SECTION_TEXT = 3000;
    private static final int SECTION_FIELDS = 10;
    private static final int FIELD_TEXT = 2000;
    private static final int HEADER_TEXT = 150;
    private static final int CONTEXT_ELEMENTS = 10;
    private static final int ACTION_ELEMENTS = 25;
    private static final Set<String> TYPES = Set.of(
            "section",
            "header",
            "context",
            "divider",
            "actions",
            "image",
            "input",
            "file",
            "video",
            "rich_text",
            "markdown");

    private final List<String> problems = new ArrayList<>();

    private BlockRules() {}

    /** What Slack would object to; empty when the blocks are fine. */
    static List<String> problems(JsonNode blocks) {
        BlockRules rules = new BlockRules();
        if (!blocks.isArray()) {
            return List.of("[ERROR] must be an array [json-pointer:/blocks]");
        }
        if (blocks.size() > MAXIMUM_BLOCKS) {
            rules.problem("no more than " + MAXIMUM_BLOCKS + " items allowed", "/blocks");
        }
        for (int i = 0; i < blocks.size(); i++) {
            rules.block(blocks.get(i), "/blocks/" + i);
        }
        return rules.problems;
    }

    private void block(JsonNode block, String at) {
        switch (block.path("type").asText()) {
            case "section" -> section(block, at);
            case "header" -> text(block.path("text"), HEADER_TEXT, Set.of("plain_text"), at + "/text");
            case "context" -> count(block.path("elements"), CONTEXT_ELEMENTS, at + "/elements");
            case "actions" -> count(block.path("elements"), ACTION_ELEMENTS, at + "/elements");
            default -> {
                if (!TYPES.contains(block.path("type").asText())) {
                    problem("unsupported type: " + block.path("type").asText(), at + "/type");
                }
            }
        }
    }

    private void section(JsonNode block, String at) {
        Set<String> types = Set.of("mrkdwn", "plain_text");
        if (block.has("text")) {
            text(block.get("text"), SECTION_TEXT, types, at + "/text");
        } else if (!block.has("fields")) {
            problem("missing required field: text", at);
        }
        if (block.has("fields")) {
            count(block.get("fields"), SECTION_FIELDS, at + "/fields");
            for (int i = 0; i < block.get("fields").size(); i++) {
                text(block.get("fields").get(i), FIELD_TEXT, types, at + "/fields/" + i);
            }
        }
    }

    private void text(JsonNode text, int limit, Set<String> types, String at) {
        if (!types.contains(text.path("type").asText())) {
            problem("must be one of " + types, at + "/type");
        }
        String value = text.path("text").asText("");
        if (value.isEmpty()) {
            problem("must be more than 0 characters", at + "/text");
        } else if (value.length() > limit) {
            problem("must be less than " + (limit + 1) + " characters", at + "/text");
        }
    }

    private void count(JsonNode list, int limit, String at) {
        if (list.isEmpty() || list.size() > limit) {
            problem("must have 1 to " + limit + " items", at);
        }
    }

    private void problem(String what, String at) {
        problems.add("[ERROR] " + what + " [json-pointer:" + at + "]");
    }
}
