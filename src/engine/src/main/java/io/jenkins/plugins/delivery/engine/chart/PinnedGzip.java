package io.jenkins.plugins.delivery.engine.chart;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Compresses in the gzip format (RFC 1952) and always to the same bytes. The deflater of the JDK does not promise that: it is the zlib
 * of the JDK's vendor or of the operating system, and some of those are replacements that are faster and compress differently. The
 * digest of a chart is what is promoted, so it must not depend on the agent that packaged it.
 *
 * <p>Deflate (RFC 1951) with its fixed codes, in blocks that do not refer to each other: about a third longer than zlib's for a
 * chart, read by every gzip.
 */
final class PinnedGzip extends OutputStream {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

    private static final int BLOCK = 256 * 1024;
    private static final int FARTHEST = 32 * 1024;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 258;
    private static final int MOST_TRIES = 64;
    private static final int HASH_BITS = 15;

    private static final int END_OF_BLOCK = 256;
    private static final int FIRST_LENGTH = 257;

    /** The shortest length of each length code, and the nearest distance of each distance code (RFC 1951, section 3.2.5). */
    private static final int[] LENGTHS = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };

    private static final int[] DISTANCES = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };

    private final OutputStream out;
    private final CRC32 crc = new CRC32();
    private final byte[] block = new byte[BLOCK];
    private final int[] last = new int[1 << HASH_BITS];
    private final int[] earlier = new int[BLOCK];
    private int filled;
    private long total;
    private int bits;
    private int bitCount;
    private boolean closed;

    PinnedGzip(OutputStream out) throws IOException {
        this.out = out;
        out.write(HEADER);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        crc.update(bytes, offset, length);
        total += length;
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, BLOCK - filled);
            System.arraycopy(bytes, offset + done, block, filled, part);
            filled += part;
            done += part;
            if (filled == BLOCK) {
                block(false);
            }
        }
    }

    /** Writes the rest and closes the stream below. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        block(true);
        bits(0, 7);
        for (long number : new long[] {crc.getValue(), total}) {
            for (int shift = 0; shift < 32; shift += 8) {
                out.write((int) (number >> shift));
            }
        }
        out.close();
    }

    private void block(boolean isLast) throws IOException {
        bits(isLast ? 1 : 0, 1);
        bits(1, 2);
        Arrays.fill(last, -1);
        for (int at = 0; at < filled; ) {
            int length = SHORTEST - 1;
            int distance = 0;
            int tries = MOST_TRIES;
            for (int from = candidate(at); from >= 0 && at - from <= FARTHEST && tries > 0; from = earlier[from]) {
                int same = same(from, at);
                if (same > length) {
                    length = same;
                    distance = at - from;
                }
                tries--;
            }
            if (distance == 0) {
                symbol(block[at] & 0xff);
                length = 1;
            } else {
                copy(length, distance);
            }
            for (int end = at + length; at < end; at++) {
                remember(at);
            }
        }
        symbol(END_OF_BLOCK);
        filled = 0;
    }

    private int candidate(int at) {
        return at + SHORTEST > filled ? -1 : last[hash(at)];
    }

    private void remember(int at) {
        if (at + SHORTEST <= filled) {
            int hash = hash(at);
            earlier[at] = last[hash];
            last[hash] = at;
        }
    }

    private int hash(int at) {
        int three = (block[at] & 0xff) << 16 | (block[at + 1] & 0xff) << 8 | block[at + 2] & 0xff;
        return three * 0x9E3779B1 >>> 32 - HASH_BITS;
    }

    private int same(int from, int at) {
        int most = Math.min(LONGEST, filled - at);
        int length = 0;
        while (length < most && block[from + length] == block[at + length]) {
            length++;
        }
        return length;
    }

    private void copy(int length, int distance) throws IOException {
        int code = code(LENGTHS, length);
        symbol(FIRST_LENGTH + code);
        bits(length - LENGTHS[code], code < 8 || code == 28 ? 0 : (code - 4) / 4);
        code = code(DISTANCES, distance);
        huffman(code, 5);
        bits(distance - DISTANCES[code], code < 4 ? 0 : (code - 2) / 2);
    }

    private static int code(int[] firsts, int value) {
        int found = Arrays.binarySearch(firsts, value);
        return found >= 0 ? found : -found - 2;
    }

    /** The fixed codes of RFC 1951, section 3.2.6. */
    private void symbol(int symbol) throws IOException {
        if (symbol < 144) {
            huffman(0x30 + symbol, 8);
        } else if (symbol < END_OF_BLOCK) {
            huffman(0x190 + symbol - 144, 9);
        } else if (symbol < 280) {
            huffman(symbol - END_OF_BLOCK, 7);
        } else {
            huffman(0xC0 + symbol - 280, 8);
        }
    }

    /** Codes are written from their highest bit, everything else from the lowest. */
    private void huffman(int code, int count) throws IOException {
        bits(Integer.reverse(code) >>> 32 - count, count);
    }

    private void bits(int value, int count) throws IOException {
        bits |= value << bitCount;
        for (bitCount += count; bitCount >= 8; bitCount -= 8) {
            out.write(bits);
            bits >>>= 8;
        }
    }
}
