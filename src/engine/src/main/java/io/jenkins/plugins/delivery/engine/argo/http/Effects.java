package io.jenkins.plugins.delivery.engine.argo.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The order of reads and of effects of this process, over all users. Thread-safe. */
final class Effects {

    /** Far longer than a read takes and its answer is used. */
    private static final long KEPT = Duration.ofMinutes(5).toNanos();

    private record Effect(long order, long at) {}

    private final LongSupplier nanos;
    private final Map<String, Effect> latest = new LinkedHashMap<>();
    private long order;

    Effects(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The place of something that begins now; greater than every place before. */
    synchronized long next() {
        return ++order;
    }

    /** This process has asked for a change of the application, and it may have happened. */
    synchronized void happened(String address, String application) {
        long now = nanos.getAsLong();
        String key = key(address, application);
        latest.remove(key);
        latest.put(key, new Effect(++order, now));
        latest.values().removeIf(effect -> now - effect.at() > KEPT);
    }

    /** The place of the last effect on the application. */
    synchronized long last(String address, String application) {
        Effect effect = latest.get(key(address, application));
        return effect == null ? 0 : effect.order();
    }

    private static String key(String address, String application) {
        return address.replaceFirst("/+$", "") + "/" + application;
    }
}
