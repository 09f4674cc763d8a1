package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Refreshes under way. Argo CD answers one only after it has compared, which takes seconds, and waits share a thread that must not stand
 * still for so long; so each has a thread of its own until it is answered. Thread-safe.
 */
final class Refreshes {

    /** As many comparisons as a usual Argo CD makes at a time (its {@code --status-processors}). */
    private static final int MOST = 16;

    /** Nobody comes back for the answer after this. */
    private static final long KEPT = Duration.ofMinutes(2).toNanos();

    /** The refresh itself. */
    @FunctionalInterface
    interface Refresh {
        ArgoReading run() throws InterruptedException;
    }

    private record Occasion(Target target, String name) {}

    private record Begun(SharedRead<ArgoReading> read, long at) {}

    private final LongSupplier nanos;
    private final Map<Occasion, Begun> begun = new HashMap<>();
    private final ThreadPoolExecutor threads;

    Refreshes(LongSupplier nanos) {
        this.nanos = nanos;
        threads = new ThreadPoolExecutor(MOST, MOST, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "delivery-argo-refresh");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins the refresh, or tells what became of it.
     *
     * @param occasion what the refresh is for: one that began for another occasion may have been too early
     * @return empty while it is under way
     */
    Optional<ArgoReading> refreshed(Target target, String occasion, Refresh refresh) throws InterruptedException {
        SharedRead<ArgoReading> read;
        synchronized (this) {
            long now = nanos.getAsLong();
            begun.values().removeIf(old -> now - old.at() > KEPT);
            Occasion key = new Occasion(target, occasion);
            Begun before = begun.get(key);
            if (before == null) {
                SharedRead<ArgoReading> mine = new SharedRead<>(0, nanos);
                begun.put(key, new Begun(mine, now));
                threads.execute(() -> run(mine, refresh));
                return Optional.empty();
            }
            read = before.read();
            if (!read.isDone()) {
                return Optional.empty();
            }
            begun.remove(key);
        }
        return read.join();
    }

    private static void run(SharedRead<ArgoReading> read, Refresh refresh) {
        try {
            read.run(refresh::run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DeliveryException e) {
            // Kept in the read for whoever asks what became of it.
            return;
        }
    }
}
