package io.jenkins.plugins.delivery.testbed.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The open port of a stand-in: it can be closed and opened again under the same number. */
public final class Listener {

    static {
        // Without this the JDK's server sends headers and body as two packets and Nagle's algorithm adds 40 ms to each
        // answer.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final Exchange exchange;
    private HttpServer server;
    private ExecutorService threads;
    private int port;

    /** Serves one exchange. */
    @FunctionalInterface
    public interface Exchange {
        /** Answers it; the caller closes it. */
        void serve(HttpExchange exchange) throws IOException;
    }

    /** Not open yet. */
    public Listener(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Opens the port; does nothing when it is open. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " of 127.0.0.1 cannot be opened: " + e.getMessage(), e);
        }
        port = server.getAddress().getPort();
        // A held request and an open stream keep their thread, so the number of threads has no bound of its own.
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "stand-in-" + port);
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Closes the port and every connection. */
    public synchronized void stop() {
        if (server == null) {
            return;
        }
        server.stop(0);
        threads.shutdownNow();
        server = null;
    }

    synchronized boolean isRunning() {
        return server != null;
    }

    /** The port on 127.0.0.1; it stays the same after a stop. */
    public synchronized int port() {
        if (port == 0) {
            throw new IllegalStateException("The stand-in has not been opened yet.");
        }
        return port;
    }

    private void serve(HttpExchange call) throws IOException {
        try (call) {
            exchange.serve(call);
        }
    }
}
