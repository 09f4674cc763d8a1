package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The files in a packaged chart. Helm stamps the time of packaging into its archives; {@link #writeTo} leaves it out. */
final class ChartArchive {

    /** Helm itself refuses charts that are larger (helm/helm, pkg/chart/loader, MaxDecompressedChartSize). */
    static final long LARGEST = 100L * 1024 * 1024;

    /** The time of every archive: the registry shows it, and Helm puts it into the manifest, whose digest shall not change. */
    private static final Instant TIME = Instant.EPOCH;

    private final Map<String, byte[]> files;

    private ChartArchive(Map<String, byte[]> files) {
        this.files = files;
    }

    static ChartArchive read(Path archive) {
        try (InputStream in = Files.newInputStream(archive)) {
            return read(archive.getFileName().toString(), in);
        } catch (IOException e) {
            throw unreadable(archive.getFileName().toString(), e);
        }
    }

    static ChartArchive read(String name, byte[] archive) {
        try {
            return read(name, new ByteArrayInputStream(archive));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static ChartArchive read(String name, InputStream in) throws IOException {
        // The chart's own file first, as Helm writes it, then by name.
        Map<String, byte[]> files =
                new TreeMap<>(Comparator.comparing((String path) -> !path.matches("[^/]+/Chart\\.yaml"))
                        .thenComparing(Comparator.naturalOrder()));
        long total = 0;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    byte[] content = tar.readNBytes((int) (LARGEST - total + 1));
                    total += content.length;
                    if (total > LARGEST) {
                        throw new TerminalException(
                                "The chart " + name + " has more than " + LARGEST / 1024 / 1024 + " MiB of files.",
                                "List what does not belong to it in its .helmignore.");
                    }
                    files.put(entry.getName(), content);
                }
            }
        }
        return new ChartArchive(files);
    }

    /** Writes the same files, sorted and without times, owners or modes: equal content gives equal bytes. */
    void writeTo(Path archive) {
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setModTime(TIME.toEpochMilli());
                entry.setSize(file.getValue().length);
                entry.setMode(0100644);
                entry.setIds(0, 0);
                entry.setNames("", "");
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
            tar.finish();
        } catch (IOException e) {
            throw new TerminalException(
                    "The chart archive " + archive.getFileName() + " cannot be written (" + e.getMessage() + ").",
                    "Check the free space and the permissions of its directory.",
                    e);
        }
        try {
            Files.setLastModifiedTime(archive, FileTime.from(TIME));
        } catch (IOException e) {
            throw unreadable(archive.getFileName().toString(), e);
        }
    }

    /** Name to content, the Chart.yaml first. */
    Map<String, byte[]> files() {
        return java.util.Collections.unmodifiableMap(files);
    }

    /** Whether both hold the same files with the same content, whatever their times and compression. */
    boolean sameFiles(ChartArchive other) {
        return differences(other).isEmpty();
    }

    /** The names of files that are missing on one side or differ, in order. */
    java.util.List<String> differences(ChartArchive other) {
        java.util.TreeSet<String> names = new java.util.TreeSet<>(files.keySet());
        names.addAll(other.files.keySet());
        return names.stream()
                .filter(name -> !Arrays.equals(files.get(name), other.files.get(name)))
                .toList();
    }

    private static TerminalException unreadable(String name, IOException cause) {
        return new TerminalException(
                "The chart archive " + name + " cannot be read (" + cause.getMessage() + ").",
                "It is damaged, or no archive of Helm.",
                cause);
    }
}
