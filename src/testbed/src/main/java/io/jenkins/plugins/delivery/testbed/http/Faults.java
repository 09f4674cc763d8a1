package io.jenkins.plugins.delivery.testbed.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The faults a stand-in has been told to show. Order: hang, delay, queued failures, standing failure. */
final class Faults {

    private final Deque<Answer> queued = new ArrayDeque<>();
    private Answer standing;
    private boolean hanging;
    private Duration delay = Duration.ZERO;
    private boolean stopped;

    synchronized void queue(int count, Answer answer) {
        for (int i = 0; i < count; i++) {
            queued.add(answer);
        }
    }

    synchronized void stand(Answer answer) {
        standing = answer;
    }

    synchronized void hang() {
        hanging = true;
    }

    synchronized void delay(Duration duration) {
        delay = duration;
    }

    /** Forgets every fault and lets the held requests go. */
    synchronized void recover() {
        queued.clear();
        standing = null;
        hanging = false;
        delay = Duration.ZERO;
        notifyAll();
    }

    /** Lets held requests go because their connections are gone. */
    synchronized void stopped(boolean value) {
        stopped = value;
        notifyAll();
    }

    /**
     * Holds the request while the server hangs or is slow; then says which failure it gets, if any.
     *
     * @throws InterruptedException when the server's thread is told to end
     */
    synchronized Optional<Answer> next() throws InterruptedException {
        while (hanging && !stopped) {
            wait();
        }
        long end = System.nanoTime() + delay.toNanos();
        for (long left = delay.toNanos(); left > 0 && !stopped && !delay.isZero(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return queued.isEmpty() ? Optional.ofNullable(standing) : Optional.of(queued.remove());
    }
}
