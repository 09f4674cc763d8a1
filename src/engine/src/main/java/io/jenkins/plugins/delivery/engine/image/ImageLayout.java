package io.jenkins.plugins.delivery.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The OCI image layout (image specification, "Image Layout Specification"): what BuildKit, Buildah, Jib, Kaniko and {@code docker save}
 * since version 25 write. Its manifests are pushed byte for byte.
 */
final class ImageLayout implements ImageSource {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME_ANNOTATION = "org.opencontainers.image.ref.name";

    private final ArchiveFiles files;

    ImageLayout(ArchiveFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return files.name();
    }

    @Override
    public String root(List<String> preferred) {
        List<String> digests = new ArrayList<>();
        for (JsonNode entry : index().path("manifests")) {
            String digest = entry.path("digest").asText("");
            String mark = entry.path("annotations").path(NAME_ANNOTATION).asText("");
            String tag = mark.substring(mark.lastIndexOf(':') + 1);
            if (!tag.isEmpty() && preferred.contains(tag)) {
                return checked(digest);
            }
            if (!digests.contains(digest)) {
                digests.add(digest);
            }
        }
        if (digests.size() != 1) {
            throw new TerminalException(
                    name() + (digests.isEmpty() ? " holds no image." : " holds " + digests.size() + " images."),
                    "Build an archive with one image, or mark it with the version as its name.");
        }
        return checked(digests.get(0));
    }

    @Override
    public RegistryManifest manifest(String digest) {
        if (blob(digest).isEmpty()) {
            throw new TerminalException(
                    name() + " lacks the manifest " + digest + ".",
                    "Build it again, and whole: an index of several platforms needs the image of each of them.");
        }
        byte[] content = files.document(path(digest));
        if (!Digest.of(content).equals(digest)) {
            throw files.damaged("has the content of " + Digest.of(content) + " under the name of " + digest);
        }
        return RegistryManifest.of(content, null);
    }

    @Override
    public Optional<BlobContent> blob(String digest) {
        return files.file(path(digest));
    }

    private String path(String digest) {
        return "blobs/sha256/" + checked(digest).substring("sha256:".length());
    }

    private JsonNode index() {
        try {
            return JSON.readTree(files.document("index.json"));
        } catch (IOException e) {
            throw files.unreadable(e);
        }
    }

    private String checked(String digest) {
        if (!Digest.isDigest(digest)) {
            throw files.damaged("refers to '" + ArchiveFiles.shown(digest) + "', which is no SHA-256 digest");
        }
        return digest;
    }
}
