package io.jenkins.plugins.delivery.engine.gate.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.UnauthenticatedException;
import io.jenkins.plugins.delivery.engine.gate.aps.ApsRefusal;
import io.jenkins.plugins.delivery.engine.http.HttpEndpoint;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What an answer of Prometheus means: 400 is a bad query, 422 one that cannot be evaluated with the data of this moment, 503 a query
 * that took too long (HTTP API, "Format overview"); the rest is as with any HTTP service.
 *
 * @param aws whether the requests were signed for AWS, which refuses them in its own words
 */
record PrometheusAnswer(HttpEndpoint endpoint, boolean aws) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 300;

    /** What Mimir and Cortex say to who names no tenant. */
    private static final String NO_TENANT = "no org id";

    JsonNode read(HttpResponse<byte[]> response) throws MetricSource.BadQuery {
        int status = response.statusCode();
        JsonNode json = json(response.body());
        boolean own = json.path("status").isTextual();
        if (status == 200 && "success".equals(json.path("status").asText())) {
            return json;
        }
        String reason = own ? shorten(json.path("error").asText("no reason given")) : "";
        if (status == 400 && own) {
            throw new MetricSource.BadQuery(reason);
        }
        if (aws && !own && status < 500 && status != 429) {
            throw ApsRefusal.of(endpoint.toString(), response, json);
        }
        boolean tenantless = status == 401
                && new String(response.body(), StandardCharsets.UTF_8).strip().equals(NO_TENANT);
        String what = own
                ? ": " + reason
                : tenantless ? ": " + NO_TENANT : status == 200 ? ", but not as Prometheus does" : "";
        String said = endpoint + " answered the query with " + status + what + ".";
        if (status == 401) {
            throw new UnauthenticatedException(
                    said,
                    tenantless
                            ? "It has tenants: name the tenant whose data is meant."
                            : "Check the credentials and what they may do.");
        }
        if (status == 403) {
            throw new TerminalException(said, "Check the credentials and what they may do.");
        }
        if (status >= 300 && status < 400) {
            throw new TerminalException(
                    endpoint + " answered the query with " + status + ", a redirect" + target(response) + ".",
                    "Give the address that answers queries itself; where a log-in page stands before it, one for programs.");
        }
        if (own || status == 408 || status == 429 || status >= 500) {
            throw new RetryableException(said, "", null, retryAfter(response).orElse(null));
        }
        String address = "Check that the address is that of Prometheus, without /api.";
        throw status == 404 ? new NotFoundException(said, address) : new TerminalException(said, address);
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // A page of something else; the status says the rest.
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Where it leads; without the rest of the address, which may carry a state of a log-in. */
    private static String target(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Location")
                .filter(location -> location.matches("https?://[A-Za-z0-9.:-]{1,250}([/?#].*)?"))
                .map(location -> " to " + location.replaceFirst("(?<=[^:/])[/?#].*", ""))
                .orElse("");
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    /** On one line, and short enough for a message. */
    static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
