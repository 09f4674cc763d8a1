package io.jenkins.plugins.delivery.engine.chart.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what a process writes to one stream to its end, and keeps the beginning of it. */
final class BoundedOutput extends Thread {

    private final InputStream stream;
    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean cut;

    private BoundedOutput(InputStream stream, int most, String name) {
        super(name);
        this.stream = stream;
        this.most = most;
        setDaemon(true);
    }

    /** @param most bytes that are kept */
    static BoundedOutput of(InputStream stream, int most, String name) {
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
        cut |= room < count;
    }

    /** Whether there was more than is kept. */
    synchronized boolean cut() {
        return cut;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
