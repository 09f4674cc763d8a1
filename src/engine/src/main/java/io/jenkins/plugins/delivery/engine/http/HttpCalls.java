package io.jenkins.plugins.delivery.engine.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one HTTP request under two limits that {@link HttpRequest#timeout()} does not give: a deadline over the whole exchange, name
 * resolution and the last byte of the body included, and a size that a body is cut at. Redirects are not followed, so that no
 * credential leaves the address it was meant for.
 */
public final class HttpCalls {

    /** One client for all endpoints: it owns a connection pool and a selector thread. */
    private static final HttpClient CLIENT = client().build();

    /**
     * Requests under way, each on a thread of its own: the client's asynchronous calls answer on the common pool, which on a small
     * machine is one thread that anybody may block.
     */
    private static final ExecutorService EXCHANGES = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "delivery-http");
        thread.setDaemon(true);
        return thread;
    });

    private HttpCalls() {}

    /**
     * Sends a request.
     *
     * @param limit for the whole exchange
     * @param longestBody bytes after which the body is cut and the connection closed
     * @throws HttpTimeoutException when the limit passed
     * @throws IOException when there is no connection or it broke
     */
    public static HttpResponse<byte[]> send(HttpRequest request, Duration limit, int longestBody)
            throws IOException, InterruptedException {
        return send(CLIENT, request, limit, longestBody);
    }

    /** A builder with the settings of the common client, for a remote with certificates of its own. */
    public static HttpClient.Builder client() {
        return HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
    }

    /** As {@link #send(HttpRequest, Duration, int)}, by a client of one's own. */
    public static HttpResponse<byte[]> send(HttpClient client, HttpRequest request, Duration limit, int longestBody)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        return send(client, request, longestBody, () -> {
            long left = end - System.nanoTime();
            return left <= 0 ? Optional.empty() : Optional.of(Duration.ofNanos(left));
        });
    }

    /** Says how long a request that is under way may go on before it is asked again. */
    @FunctionalInterface
    public interface Patience {

        /** The time until the next question; empty to end the request now. Asked by the thread that waits for the answer. */
        Optional<Duration> next();
    }

    /**
     * Sends a request of unknown length, such as a large upload, that somebody watches.
     *
     * @param longestBody bytes after which the body is cut and the connection closed
     * @throws HttpTimeoutException when the patience ended
     * @throws IOException when there is no connection or it broke
     */
    public static HttpResponse<byte[]> send(HttpRequest request, int longestBody, Patience patience)
            throws IOException, InterruptedException {
        return send(CLIENT, request, longestBody, patience);
    }

    private static HttpResponse<byte[]> send(HttpClient client, HttpRequest request, int longestBody, Patience patience)
            throws IOException, InterruptedException {
        Future<HttpResponse<byte[]>> exchange =
                EXCHANGES.submit(() -> client.send(request, info -> new CappedBody(longestBody)));
        try {
            return answer(exchange, patience);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        } finally {
            // Ends the exchange and its connection when it is still under way; does nothing to a finished one.
            exchange.cancel(true);
        }
    }

    /**
     * Sends a request whose answer is read while it comes.
     *
     * @param limit until the headers are there; the body has none
     * @return its body has to be closed, which ends the exchange
     */
    static HttpResponse<InputStream> open(HttpRequest request, Duration limit)
            throws IOException, InterruptedException {
        Future<HttpResponse<InputStream>> exchange =
                EXCHANGES.submit(() -> CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream()));
        try {
            return exchange.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    private static <T> T answer(Future<T> exchange, Patience patience)
            throws HttpTimeoutException, ExecutionException, InterruptedException {
        while (true) {
            Duration wait = patience.next().orElseThrow(() -> new HttpTimeoutException("no complete answer in time"));
            try {
                return exchange.get(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // The patience decides whether that was too long.
            }
        }
    }

    private static final class CappedBody implements BodySubscriber<byte[]> {
        private final int longest;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.Subscription subscription;

        CappedBody(int longest) {
            this.longest = longest;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription value) {
            subscription = value;
            value.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] part = new byte[Math.min(buffer.remaining(), longest - bytes.size())];
                buffer.get(part);
                bytes.writeBytes(part);
                if (bytes.size() == longest) {
                    subscription.cancel();
                    onComplete();
                    return;
                }
            }
        }

        @Override
        public void onError(Throwable problem) {
            body.completeExceptionally(problem);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }
}
