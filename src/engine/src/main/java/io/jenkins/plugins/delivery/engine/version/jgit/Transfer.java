package io.jenkins.plugins.delivery.engine.version.jgit;

import java.io.IOException;
import java.util.Locale;

/** How much was fetched, for the log. */
final class Transfer {

    /** From here on the time is worth a word. */
    private static final long LONG_NANOS = 2_000_000_000L;

    private static final long NANOS = 1_000_000_000L;

    private static final long KIB = 1024;

    private final long start = System.nanoTime();
    private long objects;
    private long bytes;

    /** Counts what a store received. */
    void add(HistoryStore store) throws IOException {
        objects += store.objects();
        bytes += store.bytes();
    }

    /** For example {@code 41 objects (9.8 KiB) in 3 s}. */
    @Override
    public String toString() {
        long nanos = System.nanoTime() - start;
        return objects + (objects == 1 ? " object (" : " objects (") + size() + ")"
                + (nanos > LONG_NANOS ? " in " + nanos / NANOS + " s" : "");
    }

    private String size() {
        return bytes < KIB * KIB
                ? String.format(Locale.ROOT, "%.1f KiB", (double) bytes / KIB)
                : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / KIB / KIB);
    }
}
