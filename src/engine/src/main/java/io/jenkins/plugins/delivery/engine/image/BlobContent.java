package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** The content of a blob, readable more than once and from any place in it, so that it never has to be in memory as a whole. */
public interface BlobContent {

    /** In bytes. */
    long size();

    /** The bytes from this offset to the end. */
    InputStream open(long offset) throws IOException;

    /** A whole file, of the size it has now. */
    static BlobContent of(Path file) throws IOException {
        return of(file, 0, Files.size(file));
    }

    /** A part of a file. */
    static BlobContent of(Path file, long start, long size) {
        return new FilePart(file, start, size);
    }

    /** Content that is small enough for the memory. */
    static BlobContent of(byte[] content) {
        byte[] bytes = content.clone();
        return new BlobContent() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open(long offset) {
                return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
            }
        };
    }

    /** The digest, by reading everything once. */
    default String digest() throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = open(0)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        return Digest.text(sha256.digest());
    }

    /**
     * Everything, for content that has to be small.
     *
     * @param what it is, for the message
     * @param limit most bytes to accept
     * @throws TerminalException when it is larger
     */
    default byte[] bytes(String what, long limit) throws IOException {
        if (size() > limit) {
            throw new TerminalException(
                    what + " has " + Bytes.text(size()) + ", and the largest that is accepted has " + Bytes.text(limit)
                            + ".",
                    "Build it again; when it is like that again, find out what wrote it.");
        }
        try (InputStream in = open(0)) {
            return in.readAllBytes();
        }
    }

    /** A part of a file; the file may grow or shrink, but no byte beyond the part is read. */
    record FilePart(Path file, long start, long size) implements BlobContent {

        @Override
        public InputStream open(long offset) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            channel.position(start + offset);
            InputStream all = Channels.newInputStream(channel);
            return new InputStream() {
                private long left = size - offset;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] buffer, int from, int length) throws IOException {
                    if (left == 0) {
                        return -1;
                    }
                    int read = all.read(buffer, from, (int) Math.min(length, left));
                    if (read < 0) {
                        throw new IOException(file.getFileName() + " became shorter while it was read");
                    }
                    left -= read;
                    return read;
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }

        /** A few bytes from its beginning; fewer when it is shorter. */
        byte[] head(int length) throws IOException {
            ByteBuffer head = ByteBuffer.allocate((int) Math.min(length, size));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                while (head.hasRemaining() && channel.read(head, start + head.position()) >= 0) {
                    // Goes on until it is full or the file ends.
                }
            }
            return head.array();
        }
    }
}
