package io.jenkins.plugins.delivery.run;

import java.time.Duration;
import java.util.Random;

/**
 * When one endpoint is asked: at which ticks, and how much later while it is in trouble. Not thread-safe.
 *
 * <p>Waits with the same wish look at the same ticks, multiples of that wish counted from a moment that each endpoint draws for
 * itself: so the looks of one endpoint come together, and those of different endpoints do not.
 */
final class PollPace {

    /** Ticks are never closer than this. */
    private static final long CLOSEST = Duration.ofMillis(250).toNanos();

    /** Ticks are never farther apart than this, so that a long wish is met to within half of it. */
    private static final long WIDEST = Duration.ofSeconds(5).toNanos();

    private static final long LONGEST_WISH = Duration.ofDays(1).toNanos();

    private static final long FIRST_BACKOFF = Duration.ofSeconds(2).toNanos();

    /** The longest that trouble puts a look off. */
    private static final long LONGEST_BACKOFF = Duration.ofSeconds(30).toNanos();

    private final Random random;
    private final long phase;
    private Object lastTroubled;
    private long backoff;
    private long blockedUntil;

    PollPace(Random random) {
        this.random = random;
        this.phase = (long) (random.nextDouble() * WIDEST);
    }

    /**
     * The tick nearest to the wish and after now.
     *
     * @param now nanoseconds, as every time here
     * @param wish how long after now a wait wants to look; at least half of it passes
     */
    long tick(long now, Duration wish) {
        long wanted = wish.isNegative() ? 0 : wish.toDays() >= 1 ? LONGEST_WISH : wish.toNanos();
        long step = Math.max(CLOSEST, Math.min(WIDEST, wanted));
        long fromPhase = now + wanted - phase;
        long tick = phase + Math.floorDiv(fromPhase + step / 2, step) * step;
        return tick > now ? tick : phase + (Math.floorDiv(now - phase, step) + 1) * step;
    }

    /** When a look that is due then may be taken, given the trouble known so far. */
    long allowed(long due) {
        return Math.max(due, Math.min(blockedUntil, due + LONGEST_BACKOFF));
    }

    /** A look saw its remote: whatever trouble there was is over. */
    void healthy() {
        lastTroubled = null;
        backoff = 0;
        blockedUntil = 0;
    }

    /** A look did not see its remote. From the second wait in a row on it is the endpoint's trouble, and the others hold back. */
    void troubled(Object wait, long now) {
        boolean another = lastTroubled != null && lastTroubled != wait;
        lastTroubled = wait;
        if (!another) {
            return;
        }
        backoff = backoff == 0 ? FIRST_BACKOFF : Math.min(LONGEST_BACKOFF, backoff * 2);
        blockedUntil = now + (long) (backoff * (0.75 + 0.25 * random.nextDouble()));
    }
}
