package io.jenkins.plugins.delivery.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A docker archive (Docker image specification 1.2, "Combined Image JSON + Filesystem Changeset Format"): what {@code docker save}
 * before version 25, Jib's {@code buildTar}, Kaniko, Buildah and Nix write. It has no manifest, so one is made as {@code docker push}
 * does: layers that are plain tar are compressed, compressed ones stay as they are. The same archive becomes the same manifest.
 */
final class DockerArchive implements ImageSource {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String CONFIG = "application/vnd.docker.container.image.v1+json";
    private static final String LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    private final ArchiveFiles files;
    private final Path scratch;
    private final Map<String, BlobContent> blobs = new HashMap<>();
    private final Map<BlobContent, String> packed = new HashMap<>();
    private RegistryManifest manifest;

    /** @param scratch directory for compressed layers */
    DockerArchive(ArchiveFiles files, Path scratch) {
        this.files = files;
        this.scratch = scratch;
    }

    @Override
    public String name() {
        return files.name();
    }

    @Override
    public Optional<String> config(List<String> preferred) {
        return Optional.of(
                Digest.of(files.document(image(preferred).path("Config").asText(""))));
    }

    @Override
    public String root(List<String> preferred) {
        if (manifest == null) {
            manifest = convert(image(preferred));
        }
        return manifest.digest();
    }

    @Override
    public RegistryManifest manifest(String digest) {
        if (manifest == null || !manifest.digest().equals(digest)) {
            throw files.damaged("has no manifest " + digest);
        }
        return manifest;
    }

    @Override
    public Optional<BlobContent> blob(String digest) {
        return Optional.ofNullable(blobs.get(digest));
    }

    private JsonNode image(List<String> preferred) {
        JsonNode images = json("manifest.json");
        for (JsonNode image : images) {
            for (JsonNode tag : image.path("RepoTags")) {
                if (preferred.contains(tag.asText().substring(tag.asText().lastIndexOf(':') + 1))) {
                    return image;
                }
            }
        }
        if (!images.isArray() || images.size() != 1) {
            throw new TerminalException(
                    name() + " holds " + images.size() + " images.",
                    "Build an archive with one image, or give it the version as its tag.");
        }
        return images.get(0);
    }

    private RegistryManifest convert(JsonNode image) {
        byte[] config = files.document(image.path("Config").asText(""));
        JsonNode diffs = json(image.path("Config").asText("")).path("rootfs").path("diff_ids");
        JsonNode layers = image.path("Layers");
        if (diffs.size() != layers.size()) {
            throw files.damaged("has " + layers.size() + " layers, and its config tells of " + diffs.size());
        }
        List<Map<String, Object>> descriptors = new ArrayList<>();
        try {
            for (int i = 0; i < layers.size(); i++) {
                String path = layers.get(i).asText();
                BlobContent layer = files.file(path)
                        .orElseThrow(() -> files.damaged("lacks the layer " + ArchiveFiles.shown(path)));
                String digest = pack(layer, path, diffs.get(i).asText());
                descriptors.add(descriptor(LAYER, digest, blobs.get(digest).size()));
            }
            blobs.put(Digest.of(config), BlobContent.of(config));
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("schemaVersion", 2);
            json.put("mediaType", MANIFEST);
            json.put("config", descriptor(CONFIG, Digest.of(config), config.length));
            json.put("layers", descriptors);
            return RegistryManifest.of(JSON.writeValueAsBytes(json), MANIFEST);
        } catch (IOException e) {
            throw files.unreadable(e);
        }
    }

    /**
     * Compresses a layer unless it is, and checks that it unpacks to what the config says.
     *
     * @return the digest of the compressed layer
     */
    private String pack(BlobContent layer, String path, String diffId) throws IOException {
        String known = packed.get(layer);
        if (known != null) {
            return known;
        }
        boolean compressed = Gzip.is(layer);
        MessageDigest content = Digest.sha256();
        MessageDigest bytes = Digest.sha256();
        Path file = scratch.resolve("layer-" + packed.size() + ".tar.gz");
        try (InputStream in =
                        compressed ? Gzip.open(ArchiveFiles.shown(path) + " in " + name(), layer) : layer.open(0);
                OutputStream out = compressed
                        ? OutputStream.nullOutputStream()
                        : Gzip.compressing(new DigestOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024), bytes))) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                content.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        String unpacked = Digest.text(content.digest());
        if (!unpacked.equals(diffId)) {
            throw files.damaged("has a layer " + ArchiveFiles.shown(path) + " with the content " + unpacked
                    + ", and its config says " + ArchiveFiles.shown(diffId));
        }
        String digest = compressed ? layer.digest() : Digest.text(bytes.digest());
        blobs.put(digest, compressed ? layer : BlobContent.of(file));
        packed.put(layer, digest);
        return digest;
    }

    private JsonNode json(String path) {
        try {
            return JSON.readTree(files.document(path));
        } catch (IOException e) {
            throw files.unreadable(e);
        }
    }

    private static Map<String, Object> descriptor(String mediaType, String digest, long size) {
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("mediaType", mediaType);
        descriptor.put("size", size);
        descriptor.put("digest", digest);
        return descriptor;
    }
}
