package io.jenkins.plugins.delivery.engine.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.http.HttpCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Requests to one registry: authorization, time limits that cover the body, redirects without credentials, errors as sentences. */
final class RegistryHttp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_REDIRECTS = 3;

    /** Time for an answer, to which the time of the body comes. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The slowest connection that is waited for, in bytes a second. */
    private static final long SLOWEST = 64 * 1024;

    private final String host;
    private final URI base;
    private final RegistryAuthorization authorization;

    RegistryHttp(String host, Optional<Credential> credential, boolean plainHttp) {
        this.host = host;
        this.base = URI.create((plainHttp ? "http://" : "https://") + host);
        this.authorization = new RegistryAuthorization(host, plainHttp, credential);
    }

    /** Name of the registry for messages. */
    String host() {
        return host;
    }

    /** Resolves the path or address that the registry itself gave. */
    URI resolve(String location) {
        return base.resolve(location);
    }

    /**
     * Sends a request with authorization, and once more when the registry asks for another one.
     *
     * @param request with method, headers and a body that can be read twice
     * @param bytes how many the request or the answer carries, for the time limit
     */
    HttpResponse<byte[]> send(HttpRequest.Builder request, long bytes) throws InterruptedException {
        HttpResponse<byte[]> response = authorized(request, bytes);
        if (response.statusCode() == 401 && authorization.answer(response, this)) {
            response = authorized(request, bytes);
        }
        return response;
    }

    private HttpResponse<byte[]> authorized(HttpRequest.Builder request, long bytes) throws InterruptedException {
        HttpRequest.Builder copy = request.copy();
        URI target = request.build().uri();
        boolean own = base.getAuthority().equals(target.getAuthority());
        if (authorization.header() != null && own) {
            copy.setHeader("Authorization", authorization.header());
        }
        HttpResponse<byte[]> response = exchange(copy, bytes);
        URI at = target;
        for (int i = 0; i < MOST_REDIRECTS && redirects(response) && reads(request); i++) {
            at = at.resolve(response.headers().firstValue("Location").orElseThrow());
            if (at.getHost() == null
                    || !at.getScheme().equals("https") && !at.getScheme().equals(base.getScheme())) {
                throw new TerminalException("The registry " + host + " redirects to an address without https.", "");
            }
            // The storage behind a registry gets a signed address, and must not get the credentials.
            response = exchange(request.copy().uri(at), bytes);
        }
        return response;
    }

    private static boolean reads(HttpRequest.Builder request) {
        return request.build().method().equals("GET")
                || request.build().method().equals("HEAD");
    }

    private static boolean redirects(HttpResponse<?> response) {
        return response.statusCode() / 100 == 3
                && response.headers().firstValue("Location").isPresent();
    }

    /** Sends as it is. */
    HttpResponse<byte[]> exchange(HttpRequest.Builder request, long bytes) throws InterruptedException {
        Duration limit = PATIENCE.plusSeconds(bytes / SLOWEST);
        HttpRequest built = request.timeout(limit).build();
        try {
            return HttpCalls.send(built, limit, Integer.MAX_VALUE);
        } catch (HttpTimeoutException e) {
            throw slow(built, limit, e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private RetryableException slow(HttpRequest request, Duration limit, Exception cause) {
        return new RetryableException(
                "The registry " + host + " did not finish " + request.method() + " within " + Durations.text(limit)
                        + ".",
                "Check that it is up and reachable from here.",
                cause);
    }

    private RetryableException unreachable(Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new RetryableException(
                "The registry " + host + " cannot be reached (" + reason + ").",
                "Check its address, and that it is up and reachable from here.",
                cause);
    }

    /** The error that an answer means. */
    RuntimeException failure(String what, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String said = what + " failed: the registry " + host + " answered " + status + words(response.body()) + ".";
        if (status == 401 || status == 403) {
            return new TerminalException(said, "Check the credentialsId and what it may do there.");
        }
        if (status == 408 || status == 429 || status >= 500) {
            return new RetryableException(said, "", null, retryAfter(response));
        }
        return new TerminalException(
                said, status == 404 ? "Create the repository there first, or correct its name." : "");
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }

    /** Code and message of the first error (distribution specification, "Error Codes"). */
    private static String words(byte[] body) {
        try {
            JsonNode error = JSON.readTree(body).path("errors").path(0);
            String code = error.path("code").asText("");
            String message = error.path("message").asText("");
            return code.isEmpty() && message.isEmpty() ? "" : ": " + (code + " " + message).strip();
        } catch (IOException e) {
            // A proxy's page, say: the status has to do.
            return "";
        }
    }
}
