package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.RetryableException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether lists may be used instead of single reads. A list that fails says nothing about single reads (it may be too long for a proxy),
 * so for each failed list one application, another one than the last time, is read by itself: when that works, lists are left alone for
 * a while; else it is an outage and the list's failure answers the others. Thread-safe.
 */
final class ListTrust {

    private static final Duration SHORTEST_BAN = Duration.ofSeconds(5);
    private static final Duration LONGEST_BAN = Duration.ofMinutes(5);

    /** A list may have this many applications that nobody asked for, and as many more for each that somebody did. */
    private static final int USELESS = 20;

    private static final int USELESS_EACH = 5;

    private final LongSupplier nanos;
    private boolean banned;
    private long bannedUntil;
    private Duration nextBan = SHORTEST_BAN;
    private RetryableException failure;
    private boolean probed;
    private Target lastProbe;
    private int size;
    private long listedAt;

    ListTrust(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param wanted how many applications are being asked for */
    synchronized boolean allows(int wanted) {
        long now = nanos.getAsLong();
        banned = banned && now - bannedUntil < 0;
        boolean worthIt = size <= USELESS + wanted * (1 + USELESS_EACH) || now - listedAt > LONGEST_BAN.toNanos();
        return !banned && worthIt;
    }

    /** A list came with so many applications. */
    synchronized void listed(int applications) {
        size = applications;
        listedAt = nanos.getAsLong();
        failure = null;
        lastProbe = null;
        nextBan = SHORTEST_BAN;
    }

    /** A list was refused for good. */
    synchronized void refused() {
        ban(LONGEST_BAN);
    }

    /** A list failed; says whether this application is to find out whether single reads work. */
    synchronized boolean probes(RetryableException listFailure, Target target) {
        if (failure != listFailure) {
            failure = listFailure;
            probed = false;
        }
        if (probed || target.equals(lastProbe)) {
            return false;
        }
        probed = true;
        lastProbe = target;
        return true;
    }

    /** A single read worked. */
    synchronized void singleWorked() {
        if (failure != null) {
            failure = null;
            ban(nextBan);
            Duration twice = nextBan.multipliedBy(2);
            nextBan = twice.compareTo(LONGEST_BAN) < 0 ? twice : LONGEST_BAN;
        }
    }

    private void ban(Duration time) {
        banned = true;
        bannedUntil = nanos.getAsLong() + time.toNanos();
    }
}
