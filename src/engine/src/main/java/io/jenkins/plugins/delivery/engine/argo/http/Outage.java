package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.RetryableException;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Whether Argo CD can be reached at all. When the reads of two different applications in a row found no connection or no answer, that
 * answers other reads for a window, too. An answer with an error status is one application's own affair. Thread-safe.
 */
final class Outage {

    private final LongSupplier nanos;
    private final long window;
    private RetryableException failure;
    private Target where;
    private boolean general;
    private long at;

    Outage(LongSupplier nanos, long window) {
        this.nanos = nanos;
        this.window = window;
    }

    /** @throws RetryableException the failure that others just had */
    synchronized void check() {
        if (general && nanos.getAsLong() - at <= window) {
            throw failure;
        }
    }

    synchronized void failed(Target target, RetryableException e) {
        if (!(e.getCause() instanceof IOException)) {
            return;
        }
        general = failure != null && (general || !target.equals(where));
        failure = e;
        where = target;
        at = nanos.getAsLong();
    }

    synchronized void answered() {
        failure = null;
        where = null;
        general = false;
    }
}
