package io.jenkins.plugins.delivery.testbed.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The requests a stand-in has seen, in order of arrival, faulted ones included. */
final class Journal {

    private final List<RecordedRequest> requests = new ArrayList<>();

    synchronized void add(RecordedRequest request) {
        requests.add(request);
        notifyAll();
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
    }

    /** Waits until a request matches; returns the first one that does. */
    synchronized RecordedRequest await(Predicate<RecordedRequest> wanted, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        int seen = 0;
        while (true) {
            seen = Math.min(seen, requests.size());
            for (; seen < requests.size(); seen++) {
                if (wanted.test(requests.get(seen))) {
                    return requests.get(seen);
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException("No such request arrived within " + limit.toMillis() + " ms; "
                        + requests.size() + " others did.");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for a request.", e);
            }
        }
    }
}
