package io.jenkins.plugins.delivery.engine.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.UnauthenticatedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** An answer that does not end by itself: one JSON value per line, read as it comes. For one thread; closing it from another ends it. */
public final class JsonLines implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Far above any event; keeps a broken remote from filling the memory. */
    private static final int LONGEST_LINE = 8 << 20;

    private final HttpEndpoint endpoint;
    private final InputStream body;
    private final InputStream in;

    private JsonLines(HttpEndpoint endpoint, InputStream body) {
        this.endpoint = endpoint;
        this.body = body;
        this.in = new BufferedInputStream(body);
    }

    /**
     * @param http whose endpoint is asked
     * @param path begins with a slash, with an encoded query
     * @param limit until the answer begins
     * @throws UnauthenticatedException on 401
     * @throws TerminalException on other 4xx, redirects, and answers that are no JSON
     * @throws RetryableException on 429, 5xx, and when nothing answered
     */
    public static JsonLines open(JsonHttp http, String path, Duration limit) throws InterruptedException {
        HttpEndpoint endpoint = http.endpoint();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint.resolve(path)).header("Accept", "application/json");
        if (endpoint.authorization() != null) {
            request.header(endpoint.header(), endpoint.authorization());
        }
        try {
            HttpResponse<InputStream> response = HttpCalls.open(request.build(), limit);
            JsonLines lines = new JsonLines(endpoint, response.body());
            try {
                check(endpoint, path, response);
                return lines;
            } catch (RuntimeException e) {
                lines.close();
                throw e;
            }
        } catch (IOException e) {
            throw new RetryableException(
                    endpoint + " did not begin to answer GET " + path + " within " + Durations.text(limit) + " ("
                            + e.getMessage() + ").",
                    "",
                    e);
        }
    }

    private static void check(HttpEndpoint endpoint, String path, HttpResponse<?> response) {
        int status = response.statusCode();
        String said = endpoint + " answered GET " + path + " with " + status + ".";
        if (status == 401) {
            throw new UnauthenticatedException(said, "Check the credentials and what they may do.");
        }
        if (status == 429 || status >= 500) {
            throw new RetryableException(said, "", null);
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (status != 200 || !type.contains("json")) {
            throw new TerminalException(said, status == 200 ? "It is of the type '" + type + "'." : "");
        }
    }

    /**
     * Waits for the next value.
     *
     * @return empty at the end
     * @throws RetryableException when the connection broke, or what came is no JSON
     */
    public Optional<JsonNode> next() {
        try {
            while (true) {
                Optional<String> line = line();
                if (line.isEmpty()) {
                    return Optional.empty();
                }
                if (!line.get().isBlank()) {
                    return Optional.of(JSON.readTree(line.get()));
                }
            }
        } catch (JsonProcessingException e) {
            throw new RetryableException(endpoint + " sent something that is not JSON in a stream.", "", e);
        } catch (IOException e) {
            throw new RetryableException("The stream from " + endpoint + " broke (" + e.getMessage() + ").", "", e);
        }
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                // What is left without a line break was cut off.
                return Optional.empty();
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("a line is longer than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            // Not the buffer, which the reading thread may hold.
            body.close();
        } catch (IOException e) {
            // The connection is gone either way, which is what was asked for.
        }
    }
}
