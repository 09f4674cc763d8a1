package io.jenkins.plugins.delivery.engine.notify.slack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import io.jenkins.plugins.delivery.engine.http.JsonHttp;
import io.jenkins.plugins.delivery.engine.notify.SlackMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * {@code chat.postMessage} and {@code chat.update} of Slack's Web API under one deadline. A request that may have arrived is not sent
 * again, because that would post twice; a rate limit is waited for when the deadline allows.
 */
final class SlackApi {

    private final HttpEndpoint endpoint;
    private final EngineContext context;
    private final Instant deadline;

    SlackApi(HttpEndpoint endpoint, EngineContext context, Instant deadline) {
        this.endpoint = endpoint;
        this.context = context;
        this.deadline = deadline;
    }

    /** Where a message stands: both together name it for later edits. */
    record Posted(String channel, String ts) {}

    /**
     * Posts a message.
     *
     * @param channel name or id
     * @param thread the message to answer, or null
     * @param broadcast whether an answer is shown in the channel as well
     */
    Posted post(String channel, SlackMessage message, String thread, boolean broadcast)
            throws SlackRefusedException, InterruptedException {
        Map<String, Object> body = body(channel, message);
        body.put("unfurl_links", false);
        body.put("unfurl_media", false);
        if (thread != null) {
            body.put("thread_ts", thread);
            body.put("reply_broadcast", broadcast);
        }
        return posted(call("chat.postMessage", channel, body));
    }

    /** Edits a message; Slack takes only the id of a channel here, not its name. */
    Posted update(String channel, String ts, SlackMessage message) throws SlackRefusedException, InterruptedException {
        Map<String, Object> body = body(channel, message);
        body.put("ts", ts);
        return posted(call("chat.update", channel, body));
    }

    private static Map<String, Object> body(String channel, SlackMessage message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("channel", channel);
        body.put("text", message.text());
        body.put("blocks", message.blocks());
        body.put("parse", "none");
        body.put("link_names", false);
        return body;
    }

    private JsonNode call(String method, String channel, Map<String, Object> body)
            throws SlackRefusedException, InterruptedException {
        while (true) {
            Duration left = Duration.between(context.clock().instant(), deadline);
            if (left.isNegative() || left.isZero()) {
                throw new RetryableException("Slack took too long.", "", null);
            }
            try {
                return answer(channel, new JsonHttp(endpoint, left).post("/" + method, body));
            } catch (RetryableException e) {
                Duration pause = e.retryAfter().orElseThrow(() -> e);
                if (!context.clock().instant().plus(pause).isBefore(deadline)) {
                    throw e;
                }
                context.log().progress("Slack asks for a pause of " + Durations.text(pause) + ".");
                context.pause(pause);
            }
        }
    }

    private static JsonNode answer(String channel, JsonNode answer) throws SlackRefusedException {
        if (answer.path("ok").asBoolean()) {
            return answer;
        }
        String code = answer.path("error").asText("");
        if (code.isEmpty()) {
            throw new SlackRefusedException(
                    SlackError.OTHER,
                    "What answered is not Slack's Web API: its JSON says neither ok nor error. Check the endpoint.");
        }
        SlackError error = SlackError.of(code);
        String details = StreamSupport.stream(
                        answer.path("response_metadata").path("messages").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("; "));
        String meaning = error.meaning().isEmpty() ? "" : ": " + error.meaning();
        String more = details.isEmpty() ? "" : " (" + details + ")";
        throw new SlackRefusedException(
                error,
                "Slack refused the message for " + channel + " with " + code + meaning + more + ". " + error.advice());
    }

    private static Posted posted(JsonNode answer) {
        return new Posted(answer.path("channel").asText(), answer.path("ts").asText());
    }
}
