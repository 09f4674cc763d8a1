package io.jenkins.plugins.delivery.testbed.oci;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a real registry, counts the requests, and shows a fault at one of them or from one on. Made for small images. */
public final class FaultyRegistry implements AutoCloseable {

    /** What a client gets to see instead of an answer. */
    public enum Fault {
        /** 503, and the registry never heard of it. */
        UNAVAILABLE,
        /** 429 with a Retry-After of seven seconds. */
        BUSY,
        /** The connection ends before the registry hears of it. */
        LOST_REQUEST,
        /** The registry does what it was asked for, and the connection ends before its answer comes. */
        LOST_ANSWER,
        /** The registry gets half of the body. */
        HALF,
        /** Nothing happens until {@link #close()}. */
        HANG
    }

    private static final Set<String> NOT_PASSED =
            Set.of("host", "content-length", "connection", "upgrade", "http2-settings", "transfer-encoding", "date");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final URI registry;
    private final HttpServer server;
    private int count;
    private int first = Integer.MAX_VALUE;
    private int last;
    private Fault fault;

    /** Starts before the registry at this host and port. */
    public FaultyRegistry(String registry) {
        this.registry = URI.create("http://" + registry);
        try {
            server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("No port can be opened: " + e.getMessage(), e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Counts from 0 again and shows the fault at one request. */
    public synchronized void at(int request, Fault what) {
        show(request, request, what);
    }

    /** Counts from 0 again and shows the fault at this request and all that follow. */
    public synchronized void from(int request, Fault what) {
        show(request, Integer.MAX_VALUE, what);
    }

    /** Shows no fault any more, and counts from 0 again. */
    public synchronized void recover() {
        show(Integer.MAX_VALUE, 0, null);
    }

    /** Requests since the last change. */
    public synchronized int count() {
        return count;
    }

    private void show(int from, int to, Fault what) {
        count = 0;
        first = from;
        last = to;
        fault = what;
    }

    private synchronized Fault next() {
        int request = count++;
        return request >= first && request <= last ? fault : null;
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Fault now = next();
        try {
            if (now == null) {
                answer(exchange, pass(exchange, body));
                return;
            }
            switch (now) {
                case UNAVAILABLE -> exchange.sendResponseHeaders(503, -1);
                case BUSY -> {
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    exchange.sendResponseHeaders(429, -1);
                }
                case LOST_REQUEST -> exchange.close();
                case LOST_ANSWER -> {
                    pass(exchange, body);
                    exchange.close();
                }
                case HALF -> {
                    passHalf(exchange, body);
                    exchange.close();
                }
                case HANG -> closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(registry.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private void passHalf(HttpExchange exchange, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                + " HTTP/1.1\r\nHost: " + registry.getAuthority() + "\r\nContent-Length: " + body.length + "\r\n");
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n"));
            }
        });
        try (Socket socket = new Socket(registry.getHost(), registry.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(body, 0, body.length / 2);
            out.flush();
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        response.headers().map().forEach((name, values) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (key.equals("location")) {
                // The registry names itself; a client has to come back through here.
                exchange.getResponseHeaders().put(name, List.of(values.get(0).replaceFirst("^http://[^/]*", "")));
            } else if (!NOT_PASSED.contains(key) || key.equals("content-length") && isHead(exchange)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        boolean empty = response.body().length == 0 || isHead(exchange);
        exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : response.body().length);
        if (!empty) {
            exchange.getResponseBody().write(response.body());
        }
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
