package io.jenkins.plugins.delivery.testbed.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The faults a stand-in has been told to show. Order: hang, delay, queued failures, standing failure of the path, of all. */
final class Faults {

    private final Deque<Answer> queued = new ArrayDeque<>();
    private final Map<String, Answer> byPath = new HashMap<>();
    private Answer standing;
    private boolean hanging;
    private Duration delay = Duration.ZERO;

    synchronized void queue(int count, Answer answer) {
        for (int i = 0; i < count; i++) {
            queued.add(answer);
        }
    }

    synchronized void stand(Answer answer) {
        standing = answer;
    }

    synchronized void stand(String path, Answer answer) {
        byPath.put(path, answer);
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
        byPath.clear();
        standing = null;
        hanging = false;
        delay = Duration.ZERO;
        notifyAll();
    }

    /**
     * Holds the request while the server hangs or is slow; then says which failure it gets, if any.
     *
     * @throws InterruptedException when the server stops and its threads are told to end
     */
    synchronized Optional<Answer> next(String path) throws InterruptedException {
        while (hanging) {
            wait();
        }
        long end = System.nanoTime() + delay.toNanos();
        for (long left = delay.toNanos(); left > 0 && !delay.isZero(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return queued.isEmpty()
                ? Optional.ofNullable(byPath.getOrDefault(path, standing))
                : Optional.of(queued.remove());
    }
}
