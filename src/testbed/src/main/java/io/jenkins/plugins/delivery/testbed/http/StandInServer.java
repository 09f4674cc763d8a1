package io.jenkins.plugins.delivery.testbed.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Base of a stand-in for an HTTP API. A subclass names its routes and the error body of its API; this class gives it the server, the
 * journal and the faults. A subclass's factory calls {@link #open()} when its fields are set.
 *
 * <p>Faults apply to every path unless they name one. They can be combined; {@link #recover()} ends all of them.
 */
public abstract class StandInServer implements AutoCloseable {

    private final Journal journal = new Journal();
    private final Faults faults = new Faults();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private Listener listener;
    private volatile Routes routes;
    private volatile String bearer;

    /** The paths of this stand-in; asked for once, when the server opens. */
    protected abstract Routes routes();

    /** An error answer with the body that the real API would send. */
    protected Answer error(int status, String message) {
        return Answer.json(status, Map.of("message", message));
    }

    /** The answer to a request without the right token; an API with an unusual one overrides this. */
    protected Answer unauthorized(RecordedRequest request) {
        return error(401, "no valid token was sent");
    }

    /** Whether a request is served without a token even when one is required (a log-in call, for example). */
    protected boolean isPublic(RecordedRequest request) {
        return false;
    }

    /** Whether a bearer token lets a request in; null when none was sent. By default only the token of {@link #requireBearer} does. */
    protected boolean accepts(String token) {
        return bearer == null || bearer.equals(token);
    }

    /** Starts to listen on an ephemeral port of 127.0.0.1. */
    protected final void open() {
        routes = routes();
        listener = new Listener(this::serve);
        listener.start();
    }

    /** Where the stand-in listens, without a trailing slash. It stays the same over {@link #stop()} and {@link #restart()}. */
    public final URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The port on 127.0.0.1. */
    public final int port() {
        return listener.port();
    }

    /** Wants this token as {@code Authorization: Bearer} from now on; null lets everybody in. */
    public final void requireBearer(String token) {
        bearer = token;
    }

    /** Every request since the start or the last {@link #clearRequests()}. */
    public final List<RecordedRequest> requests() {
        return journal.all();
    }

    /** The requests with this method whose path starts with the prefix. */
    public final List<RecordedRequest> requests(String method, String pathPrefix) {
        return requests().stream()
                .filter(r -> r.method().equals(method) && r.path().startsWith(pathPrefix))
                .toList();
    }

    /** Forgets the journal. */
    public final void clearRequests() {
        journal.clear();
    }

    /**
     * Waits for a request, one that has already arrived included.
     *
     * @throws IllegalStateException when none came within the limit
     */
    public final RecordedRequest awaitRequest(Predicate<RecordedRequest> wanted, Duration limit) {
        return journal.await(wanted, limit);
    }

    /** Exceptions of this stand-in's own handlers; empty unless the stand-in has a bug. */
    public final List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** Reports a failure of the stand-in's own background work in {@link #failures()}. */
    protected final void failed(RuntimeException failure) {
        failures.add(failure);
    }

    /** Fails the next requests with the API's own error body. */
    public final void failNext(int count, int status) {
        faults.queue(count, error(status, "the stand-in was told to fail this request"));
    }

    /** Fails the next requests with this body and these headers (a Retry-After, for example); Content-Type is JSON unless given. */
    public final void failNext(int count, int status, String body, Map<String, String> headers) {
        faults.queue(count, Answer.text(status, "application/json", body).withHeaders(headers));
    }

    /** Fails every request with the API's own error body until {@link #recover()}. */
    public final void failAlways(int status) {
        faults.stand(error(status, "the stand-in was told to fail every request"));
    }

    /** Fails every request for exactly this path until {@link #recover()}. */
    public final void failAlways(String path, int status) {
        faults.stand(path, error(status, "the stand-in was told to fail every request for " + path));
    }

    /** Takes requests and answers none of them until {@link #recover()}. */
    public final void hang() {
        faults.hang();
    }

    /** Waits this long before each answer. */
    public final void delay(Duration duration) {
        faults.delay(duration);
    }

    /** Ends every fault; requests that were held get their true answer. */
    public final void recover() {
        faults.recover();
    }

    /** Closes the port and every connection, as a crash would; state is kept for {@link #restart()}. */
    public final void stop() {
        listener.stop();
    }

    /** Listens again on the same port. */
    public final void restart() {
        listener.start();
    }

    /** Whether the port is open. */
    public final boolean isRunning() {
        return listener.isRunning();
    }

    @Override
    public void close() {
        stop();
    }

    private void serve(HttpExchange exchange) throws IOException {
        RecordedRequest request = Exchanges.read(exchange);
        journal.add(request);
        Exchanges.write(exchange, answer(request));
    }

    private Answer answer(RecordedRequest request) throws IOException {
        try {
            return faults.next(request.path()).orElseGet(() -> honest(request));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The stand-in was stopped while it held the request.", e);
        } catch (RuntimeException e) {
            failures.add(e);
            return error(500, "The stand-in failed: " + e);
        }
    }

    private Answer honest(RecordedRequest request) {
        String token = request.header("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring("Bearer ".length()))
                .orElse(null);
        if (!isPublic(request) && !accepts(token)) {
            return unauthorized(request);
        }
        return routes.answer(request).orElseGet(() -> error(404, "Not Found"));
    }
}
