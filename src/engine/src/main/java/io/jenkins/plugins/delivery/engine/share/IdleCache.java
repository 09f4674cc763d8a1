package io.jenkins.plugins.delivery.engine.share;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Expensive things that are kept while somebody uses them and for a while after that. Thread-safe. It has no thread of its own and
 * keeps nothing that nobody asks for.
 *
 * @param <V> what is kept
 */
public final class IdleCache<V> {

    /** The use of one thing; close it when done. Closing twice does nothing. */
    public interface Lease<V> extends AutoCloseable {
        V value();

        @Override
        void close();
    }

    private static final class Entry<V> {
        private final V value;
        private int users;
        private long usedAt;

        Entry(V value) {
            this.value = value;
        }
    }

    private final long idle;
    private final int most;
    private final Consumer<V> end;
    private final LongSupplier nanos;
    /** Least recently used first. */
    private final Map<String, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

    private boolean sweeping;

    /**
     * @param idle how long an unused thing is kept
     * @param most how many things are kept, unless more are in use
     * @param end what to do with a thing that is given up
     */
    public IdleCache(Duration idle, int most, Consumer<V> end) {
        this(idle, most, end, System::nanoTime);
    }

    IdleCache(Duration idle, int most, Consumer<V> end, LongSupplier nanos) {
        this.idle = idle.toNanos();
        this.most = most;
        this.end = end;
        this.nanos = nanos;
    }

    /**
     * The thing of a key, made when there is none. It stays alive at least until the lease is closed.
     *
     * @param make must be quick; when it throws nothing is kept
     */
    public Lease<V> lease(String key, Supplier<V> make) {
        List<V> surplus;
        Entry<V> entry;
        synchronized (entries) {
            entry = entries.get(key);
            if (entry == null) {
                entry = new Entry<>(make.get());
                entries.put(key, entry);
            }
            entry.users++;
            surplus = surplus();
            sweepLater();
        }
        surplus.forEach(end);
        return leaseOf(entry);
    }

    /** Gives up what has been idle for long enough. */
    void sweep() {
        List<V> old = new ArrayList<>();
        synchronized (entries) {
            sweeping = false;
            long now = nanos.getAsLong();
            entries.values().removeIf(entry -> {
                boolean over = entry.users == 0 && now - entry.usedAt >= idle;
                return over && old.add(entry.value);
            });
            sweepLater();
        }
        old.forEach(end);
    }

    int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    private Lease<V> leaseOf(Entry<V> entry) {
        return new Lease<>() {
            private boolean closed;

            @Override
            public V value() {
                return entry.value;
            }

            @Override
            public void close() {
                synchronized (entries) {
                    if (!closed) {
                        closed = true;
                        entry.users--;
                        entry.usedAt = nanos.getAsLong();
                    }
                }
            }
        };
    }

    private List<V> surplus() {
        List<V> surplus = new ArrayList<>();
        Iterator<Entry<V>> oldest = entries.values().iterator();
        while (entries.size() > most && oldest.hasNext()) {
            Entry<V> entry = oldest.next();
            if (entry.users == 0) {
                surplus.add(entry.value);
                oldest.remove();
            }
        }
        return surplus;
    }

    private void sweepLater() {
        if (!sweeping && !entries.isEmpty()) {
            sweeping = true;
            // On the JDK's timer thread: giving a thing up is quick, and the common pool may be blocked by anybody.
            Executor later = CompletableFuture.delayedExecutor(idle, TimeUnit.NANOSECONDS, Runnable::run);
            later.execute(this::sweep);
        }
    }
}
