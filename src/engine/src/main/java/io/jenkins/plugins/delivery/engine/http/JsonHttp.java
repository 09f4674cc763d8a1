package io.jenkins.plugins.delivery.engine.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.UnauthenticatedException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends JSON to one endpoint and gives meaning to what comes back: 2xx is the answer, 401 and 403 and other 4xx are terminal, 408,
 * 429, a 403 that says when to come again, 5xx, timeouts and broken connections are retryable. Redirects are not followed, so that no credential leaves the endpoint.
 */
public final class JsonHttp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ERROR = 300;

    /** Far above any answer that is read here; keeps a broken remote from filling the memory. */
    private static final int LONGEST_ANSWER = 32 << 20;

    private final HttpEndpoint endpoint;
    private final Duration timeout;
    private final boolean quoting;
    private final int longest;

    /** @param timeout for one whole request */
    public JsonHttp(HttpEndpoint endpoint, Duration timeout) {
        this(endpoint, timeout, true, LONGEST_ANSWER);
    }

    private JsonHttp(HttpEndpoint endpoint, Duration timeout, boolean quoting, int longest) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.quoting = quoting;
        this.longest = longest;
    }

    /**
     * The same, with errors that never repeat what answered: for addresses that somebody tries out, who must not be able to read
     * with them what only this machine can reach.
     */
    public static JsonHttp discreet(HttpEndpoint endpoint, Duration timeout) {
        return new JsonHttp(endpoint, timeout, false, LONGEST_ANSWER);
    }

    /** The same, but answers end after so many bytes; one that is longer counts as no JSON. */
    public JsonHttp atMost(int bytes) {
        return new JsonHttp(endpoint, timeout, quoting, bytes);
    }

    /** @param path begins with a slash, with an encoded query */
    public JsonNode get(String path) throws InterruptedException {
        return send("GET", path, null);
    }

    public JsonNode post(String path, Object body) throws InterruptedException {
        return send("POST", path, body);
    }

    public JsonNode delete(String path) throws InterruptedException {
        return send("DELETE", path, null);
    }

    /**
     * Sends a request of any method.
     *
     * @param body written as JSON, or null for none
     * @throws NotFoundException on 404
     * @throws UnauthenticatedException on 401
     * @throws TerminalException on other 4xx, redirects and answers that are no JSON
     * @throws RetryableException on 408, 429, 5xx, timeouts and broken connections
     */
    public JsonNode send(String method, String path, Object body) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint.resolve(path)).header("Accept", "application/json");
        if (endpoint.authorization() != null) {
            request.header("Authorization", endpoint.authorization());
        }
        try {
            if (body == null) {
                request.method(method, BodyPublishers.noBody());
            } else {
                request.header("Content-Type", "application/json; charset=utf-8")
                        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
            }
            HttpResponse<byte[]> response = HttpCalls.send(request.build(), timeout, longest);
            return read(method, path, response);
        } catch (HttpTimeoutException e) {
            throw new RetryableException(
                    endpoint + " did not answer " + method + " " + path + " within " + Durations.text(timeout) + ".",
                    "Check that it is up and reachable from here.",
                    e);
        } catch (IOException e) {
            throw new RetryableException(
                    endpoint + " cannot be reached (" + reason(e) + ").",
                    "Check its address, and that it is up and reachable from here.",
                    e);
        }
    }

    private JsonNode read(String method, String path, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (status / 100 == 2) {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new TerminalException(
                        endpoint + " answered " + method + " " + path + " with something that is not JSON"
                                + (quoting ? ": " + shorten(body) : "") + ".",
                        "Check that the address is the one of its API.");
            }
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
            throw new TerminalException(said, "Check the credentials and what they may do.");
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

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR) + "…";
    }

    /** Path segment or query value, percent-encoded. */
    public static String encode(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
