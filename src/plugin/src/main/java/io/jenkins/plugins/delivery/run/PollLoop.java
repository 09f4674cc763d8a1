package io.jenkins.plugins.delivery.run;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The waits of one endpoint, worked through by one thread at a time. Who was looked at longest ago comes first, so that a look that
 * was put off is the next one made, and no wait stands in the way of another. All state is guarded by the poller's lock.
 */
final class PollLoop implements Runnable {

    private static final Logger LOGGER = Logger.getLogger(PollLoop.class.getName());

    /** After this long the thread goes to the endpoint that has waited longest for one. */
    private static final long SLICE = Duration.ofSeconds(2).toNanos();

    /** When a wait that threw, and so said no wish, is looked at again. */
    private static final Duration AFTER_THROW = Duration.ofSeconds(10);

    private static final class Entry {
        private final WaitPoller.Wait wait;
        private long due;
        /** The number of the newest look; two looks can fall on one moment. */
        private long turn;

        private boolean urgent;
        private boolean complained;

        Entry(WaitPoller.Wait wait) {
            this.wait = wait;
        }
    }

    private final String endpoint;
    private final PollTimer timer;
    private final PollPace pace;
    private final WaitPoller owner;
    private final Map<WaitPoller.Wait, Entry> entries = new IdentityHashMap<>();
    private long turns;
    private boolean running;
    private Future<?> alarm;
    private long alarmAt;

    PollLoop(String endpoint, PollTimer timer, PollPace pace, WaitPoller owner) {
        this.endpoint = endpoint;
        this.timer = timer;
        this.pace = pace;
        this.owner = owner;
    }

    String endpoint() {
        return endpoint;
    }

    void add(WaitPoller.Wait wait, Duration first) {
        Entry entry = new Entry(wait);
        entry.turn = turns++;
        entry.due = pace.tick(timer.nanos(), first);
        entries.put(wait, entry);
        arm();
    }

    void remove(WaitPoller.Wait wait) {
        entries.remove(wait);
        arm();
    }

    void soon(WaitPoller.Wait wait) {
        entries.get(wait).urgent = true;
        arm();
    }

    int size() {
        return entries.size();
    }

    /** Whether nobody waits here and no thread works here. */
    boolean idle() {
        return entries.isEmpty() && !running;
    }

    /** Sets the alarm to when there is something to do; a running loop does so when it has finished. */
    void arm() {
        if (running) {
            return;
        }
        long earliest = Long.MAX_VALUE;
        for (Entry entry : entries.values()) {
            // A wait whose last look is still under way elsewhere arms this loop when that has ended.
            if (!owner.looking.contains(entry.wait)) {
                earliest = Math.min(earliest, time(entry));
            }
        }
        if (alarm != null && alarmAt == earliest) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
        if (earliest != Long.MAX_VALUE) {
            alarmAt = earliest;
            alarm = timer.in(Math.max(0, earliest - timer.nanos()), this);
        }
    }

    private long time(Entry entry) {
        return entry.urgent ? 0 : pace.allowed(entry.due);
    }

    @Override
    public void run() {
        synchronized (owner.lock) {
            if (running) {
                return;
            }
            running = true;
            alarm = null;
        }
        try {
            long begin = timer.nanos();
            Entry entry = next();
            while (entry != null) {
                look(entry);
                entry = timer.nanos() - begin < SLICE ? next() : null;
            }
        } finally {
            synchronized (owner.lock) {
                running = false;
                arm();
                owner.tidy(this);
            }
        }
    }

    private Entry next() {
        synchronized (owner.lock) {
            long now = timer.nanos();
            Entry next = null;
            for (Entry entry : entries.values()) {
                if (time(entry) <= now
                        && !owner.looking.contains(entry.wait)
                        && (next == null || before(entry, next))) {
                    next = entry;
                }
            }
            if (next != null) {
                next.urgent = false;
                owner.looking.add(next.wait);
            }
            return next;
        }
    }

    private static boolean before(Entry one, Entry other) {
        return one.urgent == other.urgent ? one.turn < other.turn : one.urgent;
    }

    private void look(Entry entry) {
        WaitPoller.Look look = null;
        try {
            look = Objects.requireNonNull(entry.wait.look(), "look");
        } catch (RuntimeException | Error e) {
            // Only the wait itself knows what its build is to be told, so it stays; its neighbours must not suffer.
            LOGGER.log(entry.complained ? Level.FINE : Level.WARNING, e, () -> "A wait on " + endpoint + " broke");
            entry.complained = true;
        }
        // An interrupt was meant for this look and none after it.
        Thread.interrupted();
        synchronized (owner.lock) {
            long now = timer.nanos();
            entry.turn = turns++;
            entry.due = pace.tick(now, look == null ? AFTER_THROW : look.again().orElse(Duration.ZERO));
            boolean last = look != null && look.again().isEmpty();
            if (look != null && look.troubled()) {
                pace.troubled(entry.wait, now);
            } else if (look != null && !last) {
                // A wait also ends when it is aborted or its time is up, which says nothing about the endpoint.
                pace.healthy();
            }
            boolean over = last && entries.remove(entry.wait, entry);
            owner.looked(entry.wait, over);
        }
    }
}
