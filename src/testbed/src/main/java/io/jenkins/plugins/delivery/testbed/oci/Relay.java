package io.jenkins.plugins.delivery.testbed.oci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes TCP connections on to the registry. The native registry cannot be stopped (its stop call does nothing), so its port stays
 * private and this one, which can be closed and opened again, is the address that others see.
 */
final class Relay {

    private static final long NEVER = Long.MAX_VALUE;

    private final int target;
    private final AtomicLong untilCrash = new AtomicLong(NEVER);
    private volatile Runnable onCrash = () -> {};
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket listening;
    private Thread acceptor;
    private int port;

    Relay(int target) {
        this.target = target;
    }

    synchronized int port() {
        return port;
    }

    /** Breaks every connection; new ones are taken. */
    void reset() {
        open.forEach(Relay::close);
        open.clear();
    }

    synchronized void start() {
        if (listening != null) {
            return;
        }
        try {
            listening = new ServerSocket(port, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " of 127.0.0.1 cannot be opened: " + e.getMessage(), e);
        }
        port = listening.getLocalPort();
        ServerSocket current = listening;
        acceptor = thread(() -> accept(current));
        acceptor.start();
    }

    synchronized void stop() {
        if (listening == null) {
            return;
        }
        close(listening);
        listening = null;
        // A blocked accept can still return one connection after the close; only when it has ended are all of them
        // known.
        awaitEnd(acceptor);
        reset();
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (server.isClosed()) {
                    close(client);
                    return;
                }
                Socket registry = new Socket("localhost", target);
                client.setTcpNoDelay(true);
                registry.setTcpNoDelay(true);
                open.add(client);
                open.add(registry);
                thread(() -> copy(client, registry, true)).start();
                thread(() -> copy(registry, client, false)).start();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException("The registry at port " + target + " takes no connection.", e);
                }
            }
        }
    }

    /** Ends after that many more bytes to the registry, in the middle of whatever they are. */
    void atUpload(long bytes, Runnable crash) {
        onCrash = crash;
        untilCrash.set(bytes);
    }

    private void copy(Socket from, Socket to, boolean upload) {
        try {
            byte[] buffer = new byte[16 * 1024];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (upload && untilCrash.get() != NEVER && untilCrash.addAndGet(-read) < 0) {
                    untilCrash.set(NEVER);
                    onCrash.run();
                    return;
                }
                to.getOutputStream().write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side hung up; the other one must notice.
            close(from);
            close(to);
        }
        if (from.isClosed() || from.isOutputShutdown()) {
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the relay of the registry was stopped.", e);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("A connection to the registry could not be closed.", e);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "oci-registry-relay");
        thread.setDaemon(true);
        return thread;
    }
}
