package io.jenkins.plugins.delivery.engine.chart;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads the files of a gzipped tar archive from outside, one after the other. Nothing is kept but one file, and neither a header nor a
 * file may be longer than the reader allows, whatever the archive says.
 */
final class ChartTar implements AutoCloseable {

    /** For headers with their long names and attributes; tar itself has no limit. */
    private static final int LONGEST_HEADERS = 256 * 1024;

    /** Gets each file of an archive. */
    @FunctionalInterface
    interface Visitor {

        /**
         * @param name in the archive
         * @param size of the content in bytes
         * @param content to be read now or not at all
         */
        void file(String name, long size, InputStream content) throws IOException;
    }

    private final Metered metered;
    private final TarArchiveInputStream tar;

    private ChartTar(InputStream archive) throws IOException {
        metered = new Metered(new GZIPInputStream(archive));
        tar = new TarArchiveInputStream(metered, "UTF-8");
    }

    /**
     * Visits every file.
     *
     * @throws IOException when it is no such archive, damaged, or holds anything but files and directories
     */
    static void visit(InputStream archive, Visitor visitor) throws IOException {
        try (ChartTar tar = new ChartTar(archive)) {
            int entries = 0;
            for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
                if (++entries > 2 * ChartLimits.MOST_FILES) {
                    throw new IOException("it has more than " + 2 * ChartLimits.MOST_FILES + " files and directories");
                }
                if (entry.isDirectory()) {
                    continue;
                }
                if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || entry.isSparse()) {
                    throw new IOException("'" + entry.getName() + "' in it is no plain file");
                }
                tar.metered.allow(entry.getSize() + 1024);
                visitor.file(entry.getName(), entry.getSize(), tar.tar);
                // What the visitor left is skipped with what this file was allowed.
                tar.tar.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("its headers are malformed", e);
        }
    }

    private TarArchiveEntry next() throws IOException {
        metered.allow(LONGEST_HEADERS);
        return tar.getNextEntry();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /** Ends after what was allowed. */
    private static final class Metered extends FilterInputStream {

        private long left;

        Metered(InputStream in) {
            super(in);
        }

        void allow(long bytes) {
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0 && length > 0) {
                throw new IOException("its headers are longer than any chart's");
            }
            int read = super.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            return Math.max(0, read(new byte[(int) Math.min(bytes, 8192)]));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
