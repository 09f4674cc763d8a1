package io.jenkins.plugins.delivery.engine.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what a process writes to one stream to its end, and keeps the beginning of it; of what is longer also its last part. */
public final class BoundedOutput extends Thread {

    /** Bytes of the end that are kept of what is too long; enough for the words of an error. */
    private static final int LAST = 16 << 10;

    private final InputStream stream;
    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final byte[] last = new byte[LAST];
    private long beyond;

    private BoundedOutput(InputStream stream, int most, String name) {
        super(name);
        this.stream = stream;
        this.most = most;
        setDaemon(true);
    }

    /** @param most bytes that are kept of the beginning */
    public static BoundedOutput of(InputStream stream, int most, String name) {
        BoundedOutput reader = new BoundedOutput(stream, most, name);
        reader.start();
        return reader;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try (stream) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                keep(buffer, read);
            }
        } catch (IOException e) {
            // The stream breaks when the process is killed, which whoever killed it reports.
            return;
        }
    }

    private synchronized void keep(byte[] bytes, int count) {
        int room = Math.min(count, most - kept.size());
        kept.write(bytes, 0, room);
        for (int i = room; i < count; i++) {
            last[(int) (beyond++ % LAST)] = bytes[i];
        }
    }

    /** Whether there was more than is kept of the beginning. */
    public synchronized boolean cut() {
        return beyond > 0;
    }

    /** The beginning; everything unless {@link #cut}. */
    public synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    /** The end: the last part of what did not fit, or the whole text. */
    public synchronized String end() {
        if (!cut()) {
            return text();
        }
        int length = (int) Math.min(beyond, LAST);
        byte[] ordered = new byte[length];
        for (int i = 0; i < length; i++) {
            ordered[i] = last[(int) ((beyond - length + i) % LAST)];
        }
        return new String(ordered, StandardCharsets.UTF_8);
    }
}
