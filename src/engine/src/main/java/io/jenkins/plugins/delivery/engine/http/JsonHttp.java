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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends JSON to one endpoint and gives meaning to what comes back: 2xx is the answer, 401 and 403 and other 4xx are terminal, 408,
 * 429, a 403 that says when to come again, 5xx, timeouts and broken connections are retryable. Redirects are not followed, so that no credential leaves the endpoint.
 */
public final class JsonHttp {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Far above any answer that is read here; keeps a broken remote from filling the memory. */
    private static final int LONGEST_ANSWER = 32 << 20;

    private final HttpEndpoint endpoint;
    private final Duration timeout;
    private final boolean quoting;
    private final int longest;
    private final RequestSigner signer;

    /** @param timeout for one whole request */
    public JsonHttp(HttpEndpoint endpoint, Duration timeout) {
        this(endpoint, timeout, true, LONGEST_ANSWER, RequestSigner.NONE);
    }

    private JsonHttp(HttpEndpoint endpoint, Duration timeout, boolean quoting, int longest, RequestSigner signer) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.quoting = quoting;
        this.longest = longest;
        this.signer = signer;
    }

    /**
     * The same, with errors that never repeat what answered: for addresses that somebody tries out, who must not be able to read
     * with them what only this machine can reach.
     */
    public static JsonHttp discreet(HttpEndpoint endpoint, Duration timeout) {
        return new JsonHttp(endpoint, timeout, false, LONGEST_ANSWER, RequestSigner.NONE);
    }

    /** The same, but answers end after so many bytes; one that is longer counts as no JSON. */
    public JsonHttp atMost(int bytes) {
        return new JsonHttp(endpoint, timeout, quoting, bytes, signer);
    }

    /** The same with another limit of time for one whole request; never a longer one. */
    public JsonHttp within(Duration limit) {
        return new JsonHttp(endpoint, limit.compareTo(timeout) < 0 ? limit : timeout, quoting, longest, signer);
    }

    /** The same, with what a signer adds to each request. */
    public JsonHttp signedBy(RequestSigner other) {
        return new JsonHttp(endpoint, timeout, quoting, longest, other);
    }

    /**
     * Reads an answer of several JSON documents, each on its line, as servers stream them. A last line that is cut, by the largest size
     * for example, is left out.
     *
     * @param path begins with a slash, with an encoded query
     */
    public List<JsonNode> documents(String path) throws InterruptedException {
        List<JsonNode> documents = new ArrayList<>();
        for (String line : exchange("GET", path, null).lines().toList()) {
            try {
                JsonNode document = JSON.readTree(line);
                if (!document.isMissingNode()) {
                    documents.add(document);
                }
            } catch (JsonProcessingException e) {
                break;
            }
        }
        return documents;
    }

    HttpEndpoint endpoint() {
        return endpoint;
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
     * @throws io.jenkins.plugins.delivery.engine.ForbiddenException on 403
     * @throws TerminalException on other 4xx, redirects and answers that are no JSON
     * @throws RetryableException on 408, 429, 5xx, timeouts and broken connections
     */
    public JsonNode send(String method, String path, Object body) throws InterruptedException {
        String text = exchange(method, path, body);
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new TerminalException(
                    endpoint + " answered " + method + " " + path + " with something that is not JSON"
                            + (quoting ? ": " + HttpMeaning.shorten(text) : "") + ".",
                    "Check that the address is the one of its API.");
        }
    }

    private String exchange(String method, String path, Object body) throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "application/json"));
        if (endpoint.authorization() != null) {
            headers.put(endpoint.header(), endpoint.authorization());
        }
        try {
            byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
            if (body != null) {
                headers.put("Content-Type", "application/json; charset=utf-8");
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path))
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes));
            signer.sign(method, endpoint.resolve(path), headers, bytes).forEach(request::header);
            HttpResponse<byte[]> response = HttpCalls.send(request.build(), timeout, longest);
            return new HttpMeaning(endpoint, quoting).body(method, path, response);
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

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Path segment or query value, percent-encoded: everything but the unreserved characters of RFC 3986 (2.3). */
    public static String encode(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
