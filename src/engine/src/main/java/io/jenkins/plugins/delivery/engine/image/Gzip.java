package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Gzip as archives and layers use it, with a limit for what unpacks to more than anything honest does. */
final class Gzip {

    /** Layers of text and programs shrink to a third; what shrinks more than this is a bomb, or nearly empty. */
    private static final long MOST_GROWTH = 200;

    /** Below this the growth does not matter. */
    private static final long HARMLESS = 256L * 1000 * 1000;

    private static final int BUFFER = 64 * 1024;

    private Gzip() {}

    /** Whether the content is compressed so. */
    static boolean is(BlobContent content) throws IOException {
        try (InputStream in = content.open(0)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    /**
     * What it unpacks to.
     *
     * @param name for the message
     * @throws TerminalException while it is read, when it grows too much
     */
    static InputStream open(String name, BlobContent content) throws IOException {
        long limit = Math.max(HARMLESS, content.size() * MOST_GROWTH);
        return new FilterInputStream(new GZIPInputStream(new BufferedInputStream(content.open(0), BUFFER), BUFFER)) {
            private long unpacked;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int read = super.read(buffer, from, length);
                unpacked += Math.max(0, read);
                if (unpacked > limit) {
                    throw new TerminalException(
                            name + " has " + Bytes.text(content.size()) + " and unpacks to more than "
                                    + Bytes.text(limit) + ", which no image does.",
                            "Find out what wrote it.");
                }
                return read;
            }
        };
    }

    static void unpack(String name, BlobContent content, Path target) throws IOException {
        try (InputStream in = open(name, content);
                OutputStream out = Files.newOutputStream(target)) {
            in.transferTo(out);
        }
    }

    /** Compresses without a date or a name, so that the same content becomes the same bytes. */
    static OutputStream compressing(OutputStream target) throws IOException {
        return new GZIPOutputStream(target, BUFFER);
    }
}
