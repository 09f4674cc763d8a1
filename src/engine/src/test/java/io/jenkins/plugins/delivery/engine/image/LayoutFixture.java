package io.jenkins.plugins.delivery.engine.image;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes image layouts as builders do; the JSON is formatted unusually on purpose, because its bytes have to survive. */
final class LayoutFixture {

    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private final Path directory;
    private final List<String> entries = new ArrayList<>();

    LayoutFixture(Path directory) {
        this.directory = directory;
        file("oci-layout", "{\"imageLayoutVersion\": \"1.0.0\"}");
    }

    Path directory() {
        return directory;
    }

    /** Adds the image of one platform whose layer holds the text, and returns its digest. */
    String image(String text) {
        String config = blob("{\"architecture\":\"amd64\",\"os\":\"linux\",\"made of\":\"" + text + "\"}");
        String layer = blob("layer with " + text);
        return blob("{ \"schemaVersion\": 2,\n  \"mediaType\": \"" + MANIFEST + "\",\n  \"config\": "
                + descriptor("application/vnd.oci.image.config.v1+json", config)
                + ",\n  \"layers\": [ " + descriptor("application/vnd.oci.image.layer.v1.tar", layer)
                + " ],\n  \"x-unknown\": {\"b\": 1, \"a\": 2} }");
    }

    /** Adds an index over images and returns its digest. */
    String index(String... images) {
        List<String> descriptors = new ArrayList<>();
        for (String image : images) {
            descriptors.add(descriptor(MANIFEST, image));
        }
        return blob("{\"manifests\": [" + String.join(" , ", descriptors)
                + "],\n\n \"x-unknown\": true, \"mediaType\": \"" + INDEX + "\", \"schemaVersion\": 2}");
    }

    /** Names a manifest or index as an image of the layout. */
    LayoutFixture holds(String mediaType, String digest, String name) {
        String annotations =
                name == null ? "" : ", \"annotations\": {\"org.opencontainers.image.ref.name\": \"" + name + "\"}";
        entries.add(descriptor(mediaType, digest).replaceAll("}$", "") + annotations + "}");
        file("index.json", "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", entries) + "]}");
        return this;
    }

    /** Packs the layout. */
    Path tar(Path archive) {
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                TarArchiveEntry entry =
                        new TarArchiveEntry(directory.relativize(file).toString());
                entry.setSize(Files.size(file));
                tar.putArchiveEntry(entry);
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String blob(String text) {
        String digest = Digest.of(text.getBytes(StandardCharsets.UTF_8));
        file("blobs/sha256/" + digest.substring(7), text);
        return digest;
    }

    private String descriptor(String mediaType, String digest) {
        try {
            long size = Files.size(directory.resolve("blobs/sha256/" + digest.substring(7)));
            return "{\"size\": " + size + ", \"digest\": \"" + digest + "\", \"mediaType\": \"" + mediaType + "\"}";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void file(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
