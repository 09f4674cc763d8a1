package io.jenkins.plugins.delivery.testbed.argo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told to move. It may be shared by a stand-in and by the code under test. */
public final class ManualClock extends Clock {

    private volatile Instant now;

    /** A clock that stands at this instant. */
    public ManualClock(Instant start) {
        now = start;
    }

    /** Moves the clock forward. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The same clock: it has no zone of its own. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
