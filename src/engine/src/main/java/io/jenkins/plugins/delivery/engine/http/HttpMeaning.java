package io.jenkins.plugins.delivery.engine.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.ForbiddenException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.UnauthenticatedException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an answer's status means.
 *
 * @param quoting whether messages repeat what answered
 */
record HttpMeaning(HttpEndpoint endpoint, boolean quoting) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ERROR = 300;

    /** The body of a good answer; what any other means is thrown. */
    String body(String method, String path, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (status / 100 == 2) {
            return body;
        }
        String said = endpoint + " answered " + method + " " + path + " with " + status + (quoting ? message(body) : "")
                + ".";
        if (status == 404) {
            throw new NotFoundException(said);
        }
        if (status == 401) {
            throw new UnauthenticatedException(said, "Check the credentials and what they may do.");
        }
        if (status == 403 && isThrottled(response)) {
            throw new RetryableException(said, "", null, retryAfter(response));
        }
        if (status == 403) {
            throw new ForbiddenException(said, "Check the credentials and what they may do.");
        }
        if (status == 408 || status == 429 || status >= 500) {
            throw new RetryableException(said, "", null, retryAfter(response));
        }
        throw new TerminalException(said, status / 100 == 3 ? "Use the address that it redirects to." : "");
    }

    /** GitHub says so with 403 too: the hour's budget is used up, or Retry-After (docs.github.com, "Rate limits for the REST API"). */
    private static boolean isThrottled(HttpResponse<?> response) {
        return response.headers().firstValue("X-RateLimit-Remaining").equals(Optional.of("0"))
                || response.headers().firstValue("Retry-After").isPresent();
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return waitOf(response).orElseGet(() -> resetOf(response).orElse(null));
    }

    /** When the budget is renewed, in seconds of Unix time. */
    private static Optional<Duration> resetOf(HttpResponse<?> response) {
        return response.headers()
                .firstValue("X-RateLimit-Reset")
                .filter(value -> value.matches("\\d{1,11}"))
                .map(value -> Duration.between(Instant.now(), Instant.ofEpochSecond(Long.parseLong(value))))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<Duration> waitOf(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    /** The error's own words: the field that Argo CD, Slack, GitHub and AWS use for them, or the start of the body. */
    private static String message(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            for (String field : new String[] {"message", "error", "Message"}) {
                if (json.path(field).isTextual()) {
                    return ": " + shorten(json.path(field).asText());
                }
            }
        } catch (JsonProcessingException e) {
            // Not JSON: a proxy's page, say. Its first words still help.
        }
        return body.isBlank() ? "" : ": " + shorten(body);
    }

    /** On one line, and short enough for a message. */
    static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR) + "…";
    }
}
