package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is in a packaged chart: the digest of every file, and the content of the few that are read again. So a chart of any size
 * that Helm takes costs little memory.
 */
final class ChartArchive {

    /** Of a chart's own files, without the chart's folder: what is read again. */
    private static final Set<String> KEPT =
            Set.of("Chart.yaml", "Chart.lock", "requirements.yaml", "requirements.lock", "values.yaml");

    static final long LARGEST = ChartLimits.LARGEST_CHART;

    private final Map<String, String> digests = new TreeMap<>();
    private final Map<String, byte[]> kept = new TreeMap<>();
    private final String name;
    private long total;

    private ChartArchive(String name) {
        this.name = name;
    }

    /** @throws TerminalException when it is no archive of a chart, or has more than a chart may have */
    static ChartArchive read(Path archive) {
        try (InputStream in = Files.newInputStream(archive)) {
            return read(archive.getFileName().toString(), in);
        } catch (IOException e) {
            throw unreadable(archive.getFileName().toString(), e);
        }
    }

    /** @throws TerminalException when it is no archive of a chart, or has more than a chart may have */
    static ChartArchive read(String name, byte[] archive) {
        try {
            return read(name, new ByteArrayInputStream(archive));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static ChartArchive read(String name, InputStream in) throws IOException {
        ChartArchive archive = new ChartArchive(name);
        ChartTar.visit(in, archive::add);
        return archive;
    }

    private void add(String file, long size, InputStream content) throws IOException {
        total += size;
        if (total > LARGEST) {
            throw new TerminalException(
                    "The chart " + name + " has more than " + LARGEST / 1024 / 1024 + " MiB of files.",
                    "List what does not belong to it in its .helmignore.");
        }
        String digest;
        if (KEPT.contains(file.substring(file.indexOf('/') + 1)) && size <= ChartLimits.LARGEST_FILE) {
            kept.put(file, content.readAllBytes());
            digest = Digest.of(kept.get(file));
        } else {
            digest = digest(content);
        }
        String before = digests.put(file, digest);
        if (before != null && !before.equals(digest)) {
            throw new TerminalException(
                    "The chart " + name + " has " + file + " twice, with different content.",
                    "It depends on two charts of the same name, which Helm cannot tell apart in an archive: use one version of"
                            + " it, or rename one.");
        }
    }

    private static String digest(InputStream content) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[8192];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            sha256.update(buffer, 0, read);
        }
        return Digest.text(sha256.digest());
    }

    /** Name, with the chart's folder first, to digest. */
    Map<String, String> digests() {
        return Collections.unmodifiableMap(digests);
    }

    /** The content of one of the chart's own Chart.yaml, requirements, locks and values.yaml; null of every other file. */
    byte[] text(String file) {
        return kept.get(file);
    }

    /** The names of files that are missing on one side or differ, in order; times and compression do not count. */
    List<String> differences(ChartArchive other) {
        return differences(digests, other.digests);
    }

    /** The names that are missing on one side or have another value, in order. */
    static List<String> differences(Map<String, ?> one, Map<String, ?> other) {
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return names.stream()
                .filter(file -> !Objects.equals(one.get(file), other.get(file)))
                .toList();
    }

    private static TerminalException unreadable(String name, IOException cause) {
        return new TerminalException(
                "The chart archive " + name + " cannot be read (" + cause.getMessage() + ").",
                "It is damaged, or no archive of Helm.",
                cause);
    }
}
