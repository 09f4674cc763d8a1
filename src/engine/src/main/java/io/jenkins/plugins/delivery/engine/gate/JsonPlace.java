package io.jenkins.plugins.delivery.engine.gate;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One place in a JSON body, written as a JSON pointer (RFC 6901) or as a path to one place (the singular queries of RFC 9535, 2.3.5.1):
 * names after dots or quoted in brackets, indexes in brackets, negative ones from the end. What begins with a name is such a path
 * below the root: {@code items[0].id}.
 */
final class JsonPlace {

    private static final Pattern SEGMENT =
            Pattern.compile("\\.(?<name>[\\p{L}_][\\p{L}\\p{N}_-]*)|\\[(?<index>-?\\d{1,9})]"
                    + "|\\['(?<single>[^'\\\\]*)']|\\[\"(?<twofold>[^\"\\\\]*)\"]");

    private JsonPlace() {}

    /** Why a text is refused; empty when it is fine. */
    static Optional<String> problemOf(String place) {
        if (!isPointer(place)) {
            return segments(rooted(place)).isPresent()
                    ? Optional.empty()
                    : Optional.of("'" + place + "' is not a path to one place; write for example '$.items[0].id'");
        }
        try {
            JsonPointer.compile(place);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("'" + place + "' is not a JSON pointer; write for example '/status' or '$.status'");
        }
    }

    /** What stands there; a missing node when nothing does. */
    static JsonNode find(JsonNode root, String place) {
        if (isPointer(place)) {
            return root.at(place);
        }
        JsonNode node = root;
        for (Object segment : segments(rooted(place)).orElseThrow()) {
            if (segment instanceof Integer index) {
                node = node.isArray() ? node.path(index < 0 ? node.size() + index : index) : MissingNode.getInstance();
            } else {
                node = node.path((String) segment);
            }
        }
        return node;
    }

    private static boolean isPointer(String place) {
        return place.isEmpty() || place.startsWith("/");
    }

    private static String rooted(String place) {
        return place.startsWith("$") ? place : place.startsWith("[") ? "$" + place : "$." + place;
    }

    /** Names and indexes; empty when it is no such path. */
    private static Optional<List<Object>> segments(String place) {
        List<Object> segments = new ArrayList<>();
        Matcher matcher = SEGMENT.matcher(place);
        int end = 1;
        while (end < place.length()) {
            matcher.region(end, place.length());
            if (!matcher.lookingAt()) {
                return Optional.empty();
            }
            segments.add(segment(matcher));
            end = matcher.end();
        }
        return Optional.of(segments);
    }

    private static Object segment(Matcher matcher) {
        if (matcher.group("index") != null) {
            return Integer.valueOf(matcher.group("index"));
        }
        String name = matcher.group("name");
        String single = matcher.group("single");
        return name != null ? name : single != null ? single : matcher.group("twofold");
    }
}
