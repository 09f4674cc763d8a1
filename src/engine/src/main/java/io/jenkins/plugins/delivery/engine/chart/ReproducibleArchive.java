package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes a chart that Helm has packaged once more, sorted and without times, owners and modes: equal files give equal bytes, on any
 * day, machine and JDK. Helm's own archives differ from one second to the next.
 */
final class ReproducibleArchive {

    /** The time of every archive: the registry shows it, and Helm puts it into the manifest, whose digest shall not change. */
    private static final Instant TIME = Instant.EPOCH;

    /** The chart's own file first, as Helm writes it and finds it without reading on; then by name. */
    private static final Comparator<String> ORDER = Comparator.comparing(
                    (String path) -> !path.matches("[^/]+/Chart\\.yaml"))
            .thenComparing(Comparator.naturalOrder());

    private ReproducibleArchive() {}

    /**
     * Replaces the archive by one with the same files.
     *
     * @param scratch an empty directory, for the files meanwhile
     */
    static void rewrite(Path archive, Path scratch) {
        Map<String, Path> files = new TreeMap<>(ORDER);
        try {
            try (InputStream in = Files.newInputStream(archive)) {
                ChartTar.visit(in, (name, size, content) -> {
                    // Numbered, because what a name means to the file system is not asked.
                    Path file = files.computeIfAbsent(name, any -> scratch.resolve(String.valueOf(files.size())));
                    Files.deleteIfExists(file);
                    Files.copy(content, file);
                });
            }
            write(files, archive);
            Files.setLastModifiedTime(archive, FileTime.from(TIME));
        } catch (IOException e) {
            throw new TerminalException(
                    "The chart archive " + archive.getFileName() + " cannot be written (" + e.getMessage() + ").",
                    "Check the free space and the permissions of its directory.",
                    e);
        }
    }

    private static void write(Map<String, Path> files, Path archive) throws IOException {
        try (PinnedGzip gzip = new PinnedGzip(new BufferedOutputStream(Files.newOutputStream(archive)));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (Map.Entry<String, Path> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setModTime(TIME.toEpochMilli());
                entry.setSize(Files.size(file.getValue()));
                entry.setMode(0100644);
                entry.setIds(0, 0);
                entry.setNames("", "");
                tar.putArchiveEntry(entry);
                Files.copy(file.getValue(), tar);
                tar.closeArchiveEntry();
            }
            tar.finish();
        }
    }
}
