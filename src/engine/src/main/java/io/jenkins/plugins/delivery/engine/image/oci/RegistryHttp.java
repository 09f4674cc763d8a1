package io.jenkins.plugins.delivery.engine.image.oci;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.http.HttpCalls;
import io.jenkins.plugins.delivery.engine.image.RegistryAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Requests to one registry: authorization, time limits that cover the body, redirects without credentials, errors as sentences. */
final class RegistryHttp {

    private static final int MOST_REDIRECTS = 3;

    /** Time for an answer, to which the time of the body comes, and for which nothing may move in an upload. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The slowest connection that is waited for, in bytes a second. */
    private static final long SLOWEST = 64 * 1024;

    /** What registries have to accept as a manifest (distribution specification 1.1, "Pushing Manifests"); answers are no longer. */
    private static final int LONGEST_MANIFEST = 4 << 20;

    private final RegistryAddress address;
    private final Duration silence;
    private final RegistryAuthorization authorization;

    RegistryHttp(String host, RegistryAccess access, boolean plainHttp) {
        this(host, access, plainHttp, PATIENCE);
    }

    /** @param silence the time for an answer, and for which nothing may move in an upload */
    RegistryHttp(String host, RegistryAccess access, boolean plainHttp, Duration silence) {
        this.address = new RegistryAddress(host, plainHttp);
        this.silence = silence;
        this.authorization = new RegistryAuthorization(host, plainHttp, access);
    }

    /** Name of the registry for messages. */
    String host() {
        return address.host();
    }

    /** Resolves a path of the API. */
    URI resolve(String path) {
        return address.resolve(path);
    }

    /** The address in an answer's {@code Location} header. */
    Optional<URI> location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").map(to -> address.follow(response.uri(), to));
    }

    /** How one request is sent, for as long as it takes. */
    @FunctionalInterface
    private interface Sender {
        HttpResponse<byte[]> send(HttpRequest.Builder request) throws InterruptedException;
    }

    /**
     * Sends a request with authorization, and once more when the registry asks for another one.
     *
     * @param request with method, headers and a body that can be read twice
     * @param bytes how many the request or the answer carries, for the time limit
     */
    HttpResponse<byte[]> send(HttpRequest.Builder request, long bytes) throws InterruptedException {
        return send(request, copy -> exchange(copy, bytes));
    }

    /** The same for an upload, which may take as long as its bytes move. */
    HttpResponse<byte[]> send(HttpRequest.Builder request, UploadBody body) throws InterruptedException {
        return send(request, copy -> upload(copy.build(), body));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, Sender sender) throws InterruptedException {
        HttpResponse<byte[]> response = authorized(request, sender);
        boolean refused = response.statusCode() == 401 || RegistryRefusal.expired(response);
        if (refused && authorization.answer(response, this)) {
            response = authorized(request, sender);
        }
        return response;
    }

    private HttpResponse<byte[]> authorized(HttpRequest.Builder request, Sender sender) throws InterruptedException {
        URI first = request.build().uri();
        HttpResponse<byte[]> response = sender.send(authorize(request.copy(), first));
        for (int i = 0; i < MOST_REDIRECTS && redirects(request, response); i++) {
            URI next = location(response).orElseThrow();
            HttpRequest.Builder copy = request.copy().uri(next);
            // The storage behind a registry gets a signed address, and must not get the credentials.
            response = sender.send(next.getPath().startsWith("/v2/") ? authorize(copy, next) : copy);
        }
        return response;
    }

    private HttpRequest.Builder authorize(HttpRequest.Builder request, URI target) throws InterruptedException {
        String header = authorization.header();
        return header != null && address.own(target) ? request.setHeader("Authorization", header) : request;
    }

    /** A write is repeated elsewhere only where the answer says that it keeps its method and body (RFC 9110, 15.4.8 and 15.4.9). */
    private static boolean redirects(HttpRequest.Builder request, HttpResponse<?> response) {
        int status = response.statusCode();
        String method = request.build().method();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return (status == 307 || status == 308 || reads && status / 100 == 3)
                && response.headers().firstValue("Location").isPresent();
    }

    /** Sends as it is. */
    HttpResponse<byte[]> exchange(HttpRequest.Builder request, long bytes) throws InterruptedException {
        Duration limit = silence.plusSeconds(bytes / SLOWEST);
        HttpRequest built = request.timeout(limit).build();
        try {
            return HttpCalls.send(
                    built, limit, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(bytes, LONGEST_MANIFEST) + 1));
        } catch (HttpTimeoutException e) {
            throw slow(built, limit, e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private HttpResponse<byte[]> upload(HttpRequest request, UploadBody body) throws InterruptedException {
        try {
            return HttpCalls.send(request, LONGEST_MANIFEST, body.patience(silence));
        } catch (HttpTimeoutException e) {
            throw slow(request, silence, e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private RetryableException slow(HttpRequest request, Duration limit, Exception cause) {
        return new RetryableException(
                "The registry " + host() + " did not finish " + request.method() + " within " + Durations.text(limit)
                        + ".",
                "Check that it is up and reachable from here.",
                cause);
    }

    private RetryableException unreachable(Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new RetryableException(
                "The registry " + host() + " cannot be reached (" + reason + ").",
                "Check its address, and that it is up and reachable from here.",
                cause);
    }

    /** The error that an answer means. */
    RuntimeException failure(String what, HttpResponse<byte[]> response) {
        return RegistryRefusal.failure(what, host(), response);
    }
}
