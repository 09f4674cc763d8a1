package io.jenkins.plugins.delivery.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The scheduler of every wait of a controller. Waits on one endpoint share one loop: at most one thread works through those that are
 * due, one after the other and close together, so that the reads behind them can be answered together. A small pool serves all
 * endpoints; no thread is parked for a wait.
 *
 * <p>While an endpoint is in trouble (two different waits in a row did not see it) its other looks are put off, 2 to 30 seconds and
 * never longer past a wait's own wish; the first look that sees it again ends that.
 */
final class WaitPoller {

    /** Endpoints that can be asked at the same time. */
    private static final int THREADS = 8;

    private static final WaitPoller CONTROLLER = new WaitPoller(PollTimer.pool(THREADS), new Random());

    /** One wait. Compared by identity. */
    interface Wait {
        /**
         * Looks once, on a thread of the poller that has no Jenkins identity; never concurrently with itself. Outages are no
         * exception but a troubled {@link Look}. After an exception it is logged and looked again.
         */
        Look look();
    }

    /**
     * What one look came to.
     *
     * @param again how long from now to look again; empty when the wait is over
     * @param troubled whether the remote could not be asked
     */
    record Look(Optional<Duration> again, boolean troubled) {}

    /** Guards all state of the poller and its loops; never held during a look. */
    final Object lock = new Object();

    /** Waits that are being looked at now, by identity. */
    final Set<Wait> looking = Collections.newSetFromMap(new IdentityHashMap<>());

    private final PollTimer timer;
    private final Random random;
    private final Map<String, PollLoop> loops = new HashMap<>();
    private final Map<Wait, PollLoop> homes = new IdentityHashMap<>();

    WaitPoller(PollTimer timer, Random random) {
        this.timer = timer;
        this.random = random;
    }

    /** The controller's. */
    static WaitPoller get() {
        return CONTROLLER;
    }

    /**
     * Begins to look. Does nothing for a wait that is already here.
     *
     * @param endpoint the remote that it asks, as {@code WaitingOperation.endpoint} names it
     * @param first how long from now to look first
     */
    void add(String endpoint, Wait wait, Duration first) {
        synchronized (lock) {
            if (!homes.containsKey(wait)) {
                PollLoop loop =
                        loops.computeIfAbsent(endpoint, name -> new PollLoop(name, timer, new PollPace(random), this));
                homes.put(wait, loop);
                loop.add(wait, first);
            }
        }
    }

    /** Ends a wait: after this no look begins; one that is under way may end. Does nothing for a wait that is not here. */
    void remove(Wait wait) {
        synchronized (lock) {
            PollLoop loop = homes.remove(wait);
            if (loop != null) {
                loop.remove(wait);
                tidy(loop);
            }
        }
    }

    /** Forgets every wait. */
    void clear() {
        synchronized (lock) {
            new ArrayList<>(homes.keySet()).forEach(this::remove);
        }
    }

    /** Looks as soon as a thread is free, whatever trouble the endpoint is in; once more if a look is under way. */
    void soon(Wait wait) {
        synchronized (lock) {
            PollLoop loop = homes.get(wait);
            if (loop != null) {
                loop.soon(wait);
            }
        }
    }

    /** How many waits there are on an endpoint. */
    int waiting(String endpoint) {
        synchronized (lock) {
            PollLoop loop = loops.get(endpoint);
            return loop == null ? 0 : loop.size();
        }
    }

    /** A loop has looked, and says whether that was the last time; called under the lock. */
    void looked(Wait wait, boolean over) {
        looking.remove(wait);
        if (over) {
            homes.remove(wait);
        } else if (homes.containsKey(wait)) {
            // It may have been taken away during the look and given to another endpoint, which held back until now.
            homes.get(wait).arm();
        }
    }

    /** Forgets a loop that is no longer used; called under the lock. */
    void tidy(PollLoop loop) {
        if (loop.idle()) {
            loops.remove(loop.endpoint(), loop);
        }
    }
}
