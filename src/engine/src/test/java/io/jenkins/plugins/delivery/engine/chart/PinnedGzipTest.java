package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PinnedGzipTest {

    /** Lengths around the size of a block, alphabets from one letter to all bytes, written in pieces of any size. */
    @Property(tries = 60)
    void everyReaderGetsBackWhatWasWritten(
            @ForAll long seed,
            @ForAll @IntRange(max = 600_000) int length,
            @ForAll @IntRange(min = 1, max = 256) int letters)
            throws IOException {
        Random random = new Random(seed);
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) random.nextInt(letters);
        }
        // Repetitions of every length, near and farther away than may be referred to.
        for (int i = 0; i < length / 500; i++) {
            int repeated = Math.min(length, random.nextInt(600));
            int from = random.nextInt(length - repeated + 1);
            System.arraycopy(content, from, content, random.nextInt(length - repeated + 1), repeated);
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (PinnedGzip gzip = new PinnedGzip(written)) {
            for (int at = 0; at < length; ) {
                int part = Math.min(length - at, 1 + random.nextInt(100_000));
                gzip.write(content, at, part);
                at += part;
            }
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(written.toByteArray()))) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }
}
