package io.jenkins.plugins.delivery.testbed.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * One page of a list.
 *
 * @param items what is on the page
 * @param nextToken opaque to the caller; null on the last page
 */
record Page<T>(List<T> items, String nextToken) {

    /** The API's own default and its limit. */
    private static final int DEFAULT_SIZE = 100;

    private static final int MAXIMUM_SIZE = 1000;

    static <T> Page<T> of(List<T> all, JsonNode request) {
        int size = request.path("maxResults").asInt(DEFAULT_SIZE);
        if (size < 1 || size > MAXIMUM_SIZE) {
            throw EcrError.invalid("Invalid parameter at 'maxResults': must be between 1 and " + MAXIMUM_SIZE);
        }
        int from = Math.min(offset(request.path("nextToken").asText("")), all.size());
        int to = Math.min(from + size, all.size());
        return new Page<>(all.subList(from, to), to < all.size() ? token(to) : null);
    }

    static boolean isFirst(JsonNode request) {
        return request.path("nextToken").asText("").isEmpty();
    }

    void addTokenTo(Map<String, Object> answer) {
        if (nextToken != null) {
            answer.put("nextToken", nextToken);
        }
    }

    private static String token(int offset) {
        return Base64.getEncoder().encodeToString(("from:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token) {
        if (token.isEmpty()) {
            return 0;
        }
        try {
            String plain = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseInt(plain.substring("from:".length()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw EcrError.invalid("Invalid parameter at 'nextToken': it is not a token of an earlier answer");
        }
    }
}
