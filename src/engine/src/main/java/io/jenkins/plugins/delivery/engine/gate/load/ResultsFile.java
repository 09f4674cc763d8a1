package io.jenkins.plugins.delivery.engine.gate.load;

import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A results file of JMeter, CSV or XML as {@code jmeter.save.saveservice.output_format} said; which of them is seen from its beginning. */
final class ResultsFile {

    /** Some thirty million samples, half a minute of reading. */
    private static final long MOST_BYTES = 5L << 30;

    private static final int SNIFFED = 4096;

    private ResultsFile() {}

    /** Hands every sample of the file to the taker. */
    static void read(Path file, LoadSample taker) throws UnreadableReport {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new UnreadableReport("it has " + (size >> 20) + " MiB, and " + (MOST_BYTES >> 20)
                        + " MiB are the most; split the test, or save fewer samples");
            }
            if (isXml(in)) {
                XmlResults.read(file, taker);
            } else {
                CsvResults.read(in, taker);
            }
        } catch (IOException e) {
            throw new UnreadableReport(String.valueOf(e.getMessage()));
        }
    }

    /** Looks at the first bytes and leaves the stream before the first of them that is text. */
    private static boolean isXml(InputStream in) throws IOException, UnreadableReport {
        in.mark(SNIFFED);
        byte[] head = in.readNBytes(SNIFFED);
        in.reset();
        if (head.length == 0) {
            throw new UnreadableReport("it is empty");
        }
        int text = startsWith(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
        if (startsWith(head, 0xfe, 0xff) || startsWith(head, 0xff, 0xfe) || contains(head, (byte) 0)) {
            throw new UnreadableReport("it is not UTF-8 text");
        }
        in.skipNBytes(text);
        int first = text;
        while (first < head.length && Character.isWhitespace(head[first])) {
            first++;
        }
        return first < head.length && head[first] == '<';
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }
}
