package io.jenkins.plugins.delivery.engine.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes docker archives as the builders do that know no OCI layout. */
final class DockerFixture {

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> links = new LinkedHashMap<>();
    private final List<String> layers = new ArrayList<>();
    private final List<String> diffs = new ArrayList<>();
    private String labels = "{}";

    /** A layer that is a plain tar file, as {@code docker save}, Buildah and Nix write it. */
    DockerFixture plain(String text) {
        return layer(text, layer(text), Digest.of(layer(text)));
    }

    /** A compressed layer, as Jib and Kaniko write it. */
    DockerFixture compressed(String text) {
        return layer(text, gzip(layer(text)), Digest.of(layer(text)));
    }

    /** A layer with a diff id of the test's choice. */
    DockerFixture layer(String name, byte[] content, String diffId) {
        String path = name + "/layer.tar";
        files.put(path, content);
        layers.add(path);
        diffs.add(diffId);
        return this;
    }

    /** The first layer once more, as a link to it. */
    DockerFixture again() {
        links.put("again/layer.tar", "../" + layers.get(0));
        layers.add("again/layer.tar");
        diffs.add(diffs.get(0));
        return this;
    }

    DockerFixture label(String key, String value) {
        labels = "{\"" + key + "\":\"" + value + "\"}";
        return this;
    }

    byte[] config() {
        return ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"created\":\"2026-11-20T10:00:00Z\",\"config\":{\"Labels\":"
                        + labels + "},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + quoted(diffs) + "]}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    Path write(Path archive) {
        String config = Digest.of(config()).substring(7) + ".json";
        files.put(config, config());
        files.put(
                "manifest.json",
                ("[{\"Config\":\"" + config + "\",\"RepoTags\":[\"shop:latest\"],\"Layers\":[" + quoted(layers) + "]}]")
                        .getBytes(StandardCharsets.UTF_8));
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(
                        archive.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
            for (Map.Entry<String, String> link : links.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(link.getKey(), TarConstants.LF_SYMLINK);
                entry.setLinkName(link.getValue());
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] layer(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry("etc/" + text);
            entry.setModTime(0);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(","));
    }
}
