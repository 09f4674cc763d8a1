package io.jenkins.plugins.delivery.engine.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The headers of a tar archive, without its content (POSIX.1-2017, "pax": "ustar Interchange Format" and "pax Interchange Format"; GNU
 * tar's long names). The fields of a header are read by commons-compress; its streams are not used, because they read every byte on
 * the way to the next header and take a long name of any length into the memory.
 */
final class TarHeaders implements Closeable {

    private static final int BLOCK = 512;

    /** A name may have 4096 bytes; extended attributes may come with it. */
    private static final int LONGEST_EXTENSION = 1 << 20;

    private final FileChannel channel;
    private final long length;
    private long position;

    /** What an entry is. */
    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        SYMBOLIC_LINK,
        OTHER
    }

    /**
     * One entry.
     *
     * @param target of a link
     * @param type the character in the header
     * @param start where the content stands in the archive
     */
    record Header(Kind kind, char type, String name, String target, long start, long size) {}

    TarHeaders(Path archive) throws IOException {
        channel = FileChannel.open(archive, StandardOpenOption.READ);
        length = channel.size();
    }

    /** The next entry; null at the end. */
    Header next() throws IOException {
        Map<String, String> extended = new HashMap<>();
        while (true) {
            byte[] block = block();
            if (block == null) {
                return null;
            }
            TarArchiveEntry entry = entry(block);
            char type = (char) entry.getLinkFlag();
            long size = extended.containsKey("size") ? number(extended.get("size")) : entry.getSize();
            long start = position;
            if (size < 0 || size > length - start) {
                throw new IOException("it ends within an entry");
            }
            position = Math.min(length, start + (size + BLOCK - 1) / BLOCK * BLOCK);
            switch (type) {
                case 'x' -> extended.putAll(records(start, size));
                case 'g' -> {}
                case 'L' -> extended.put("path", name(start, size));
                case 'K' -> extended.put("linkpath", name(start, size));
                default -> {
                    return header(entry, type, extended, start, size);
                }
            }
        }
    }

    private static Header header(
            TarArchiveEntry entry, char type, Map<String, String> extended, long start, long size) {
        String name = extended.getOrDefault("path", entry.getName());
        String target = extended.getOrDefault("linkpath", entry.getLinkName());
        boolean sparse = extended.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."));
        Kind kind =
                switch (type) {
                    case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG ->
                        sparse ? Kind.OTHER : name.endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
                    case TarConstants.LF_DIR -> Kind.DIRECTORY;
                    case TarConstants.LF_LINK -> Kind.LINK;
                    case TarConstants.LF_SYMLINK -> Kind.SYMBOLIC_LINK;
                    default -> Kind.OTHER;
                };
        return new Header(kind, type == 0 ? '0' : type, name, target, start, size);
    }

    private static TarArchiveEntry entry(byte[] block) throws IOException {
        try {
            TarArchiveEntry entry = new TarArchiveEntry(block);
            if (!entry.isCheckSumOK()) {
                throw new IOException("a header has a wrong checksum");
            }
            return entry;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new IOException("a header is damaged", e);
        }
    }

    /** The next header, or null at the end: two empty blocks, of which the first is enough, or the end of the file. */
    private byte[] block() throws IOException {
        if (position + BLOCK > length) {
            if (position == 0) {
                throw new IOException("it is too short");
            }
            return null;
        }
        byte[] block = bytes(position, BLOCK);
        position += BLOCK;
        for (byte value : block) {
            if (value != 0) {
                return block;
            }
        }
        return null;
    }

    private String name(long start, long size) throws IOException {
        String text = new String(extension(start, size), StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    /** Records of the form {@code "%d %s=%s\n"}; the length counts itself. */
    private Map<String, String> records(long start, long size) throws IOException {
        byte[] all = extension(start, size);
        Map<String, String> records = new HashMap<>();
        int at = 0;
        while (at < all.length && all[at] != 0) {
            int space = at;
            while (space < all.length && all[space] != ' ') {
                space++;
            }
            long end = at + number(new String(all, at, space - at, StandardCharsets.US_ASCII));
            if (end > all.length || end <= space + 1L) {
                throw new IOException("an extended header is damaged");
            }
            String record = new String(all, space + 1, (int) end - space - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals < 0) {
                throw new IOException("an extended header is damaged");
            }
            records.put(record.substring(0, equals), record.substring(equals + 1));
            at = (int) end;
        }
        return records;
    }

    private static long number(String text) throws IOException {
        if (!text.matches("\\d{1,18}")) {
            throw new IOException("an extended header is damaged");
        }
        return Long.parseLong(text);
    }

    private byte[] extension(long start, long size) throws IOException {
        if (size > LONGEST_EXTENSION) {
            throw new IOException("an entry has a name of " + Bytes.text(size));
        }
        return bytes(start, (int) size);
    }

    private byte[] bytes(long start, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, start + buffer.position()) < 0) {
                throw new IOException("it became shorter while it was read");
            }
        }
        return buffer.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
