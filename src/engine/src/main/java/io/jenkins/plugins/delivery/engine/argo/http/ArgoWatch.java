package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.argo.http.ApplicationDemand.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The one stream of changes that answers everybody who asks one Argo CD as one user. It is begun by who asks and ends when nobody has
 * asked for a while. Thread-safe.
 *
 * <p>A stream says nothing when nothing happens, and also when a proxy holds it back or the connection is dead. So its word counts only
 * while something came through it within the last {@link #QUIET} or a read agreed with it; and when a read has shown a newer state that
 * does not arrive within {@link #LATE}, it is given up for a time that doubles.
 */
final class ArgoWatch {

    static final long QUIET = Duration.ofSeconds(5).toNanos();
    static final long LATE = Duration.ofSeconds(2).toNanos();

    private static final long IDLE = Duration.ofSeconds(30).toNanos();
    private static final long WIDEN = Duration.ofSeconds(1).toNanos();
    private static final long SHORTEST_PAUSE = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();
    private static final long BAN = Duration.ofMinutes(5).toNanos();
    private static final long LONGEST_BAN = Duration.ofHours(1).toNanos();

    /** After so long a stream counts as one that works. */
    private static final long PROVEN = Duration.ofSeconds(10).toNanos();

    private record Expected(long version, long since) {}

    private final ApplicationDemand demand;
    private final LongSupplier nanos;
    private final boolean allowed;
    private final Map<Place, Expected> expected = new HashMap<>();
    /** When a read last agreed with the stream. */
    private final Map<Place, Long> confirmed = new HashMap<>();

    private ApplicationStream stream;
    private long allowedFrom;
    private long pause = SHORTEST_PAUSE;
    private long ban = BAN;
    private long asked;
    private boolean sweeping;

    /** @param allowed whether there may be a stream at all */
    ArgoWatch(ApplicationDemand demand, LongSupplier nanos, boolean allowed) {
        this.allowed = allowed;
        this.demand = demand;
        this.nanos = nanos;
        this.allowedFrom = nanos.getAsLong();
    }

    /** What the stream says of the application; empty when it has to be read. */
    synchronized Optional<ArgoReading> get(ArgoHttpClient client) {
        asked = nanos.getAsLong();
        Optional<Place> place = demand.place(client.target());
        if (place.isEmpty()) {
            return Optional.empty();
        }
        ensure(client);
        return stream != null && counts(place.get())
                ? stream.item(place.get()).flatMap(item -> demand.accept(client.target(), item))
                : Optional.empty();
    }

    /** Whether the application is told of by a stream, so that looking at it often costs little. */
    synchronized boolean live(Target target) {
        return stream != null && demand.place(target).flatMap(stream::item).isPresent();
    }

    /** Whether the stream's word counts for the application now, so that {@link #get} has it. */
    synchronized boolean tells(Target target) {
        Optional<Place> place = demand.place(target);
        return live(target) && counts(place.get());
    }

    /** A read has shown this: the stream has to show it, too, or something newer. */
    synchronized void seen(ArgoReading reading) {
        if (stream == null || reading.version() < 0) {
            return;
        }
        Place place = new Place(reading.namespace(), reading.application().name());
        if (shows(place, reading.version())) {
            expected.remove(place);
            confirmed.put(place, nanos.getAsLong());
        } else if (expected.size() < 1000) {
            expected.putIfAbsent(place, new Expected(reading.version(), nanos.getAsLong()));
        }
    }

    private boolean shows(Place place, long version) {
        return stream.item(place).filter(item -> item.version() >= version).isPresent();
    }

    /** Whether the stream's word counts for the application now; gives a stream up that is late. */
    private boolean counts(Place place) {
        if (stream.state() != ApplicationStream.State.OPEN) {
            return false;
        }
        long now = nanos.getAsLong();
        Expected wanted = expected.get(place);
        if (wanted != null && shows(place, wanted.version())) {
            expected.remove(place);
        } else if (wanted != null) {
            // All of the applications come first, which takes a while.
            boolean started = now - stream.begun() > QUIET;
            if (started && now - wanted.since() > LATE) {
                giveUp();
            }
            return false;
        }
        return now - Math.max(stream.heard(), confirmed.getOrDefault(place, stream.begun())) <= QUIET;
    }

    private void ensure(ArgoHttpClient client) {
        long now = nanos.getAsLong();
        if (stream != null) {
            switch (stream.state()) {
                case REFUSED -> giveUp();
                case CUT -> cut(now);
                default -> {
                    if (!stream.filter().covers(demand.filter()) && now - stream.begun() > WIDEN) {
                        drop();
                    }
                }
            }
        }
        if (stream == null && allowed && now - allowedFrom >= 0) {
            stream = new ApplicationStream(demand.filter(), nanos);
            stream.start(client);
            sweepLater();
        }
    }

    private void cut(long now) {
        boolean worked = now - stream.begun() > PROVEN;
        pause = worked ? SHORTEST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
        ban = worked ? BAN : ban;
        drop();
        allowedFrom = now + pause;
    }

    private void giveUp() {
        drop();
        allowedFrom = nanos.getAsLong() + ban;
        ban = Math.min(LONGEST_BAN, ban * 2);
    }

    private void drop() {
        stream.close();
        stream = null;
        expected.clear();
        confirmed.clear();
    }

    /** Ends the stream. */
    synchronized void close() {
        if (stream != null) {
            drop();
        }
    }

    private synchronized void sweep() {
        sweeping = false;
        if (stream != null && nanos.getAsLong() - asked > IDLE) {
            drop();
        } else if (stream != null) {
            sweepLater();
        }
    }

    private void sweepLater() {
        if (!sweeping) {
            sweeping = true;
            // On the JDK's timer thread: closing is quick, and the common pool may be blocked by anybody.
            CompletableFuture.delayedExecutor(IDLE, TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(this::sweep);
        }
    }
}
