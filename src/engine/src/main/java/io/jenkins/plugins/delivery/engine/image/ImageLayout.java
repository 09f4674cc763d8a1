package io.jenkins.plugins.delivery.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory in the OCI image layout (image specification, "Image Layout Specification"): what BuildKit, Buildah, Jib, Kaniko and
 * {@code docker save} since version 25 write.
 */
final class ImageLayout {

    /** For messages: what is accepted. */
    static final String FORMATS = "an OCI image layout, as a directory or as a tar archive (for example from"
            + " 'docker buildx build --output type=oci', 'buildah push … oci-archive:', 'kaniko --oci-layout-path'"
            + " or 'docker save' of version 25 or newer)";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME_ANNOTATION = "org.opencontainers.image.ref.name";

    /** A manifest is small; a larger one is a mistake or an attack. */
    private static final long LARGEST_MANIFEST = 4 * 1024 * 1024;

    private final String name;
    private final Path directory;

    private ImageLayout(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    /**
     * @param name of the archive or directory, for messages
     * @throws TerminalException when it is no image layout; names the formats that are accepted
     */
    static ImageLayout open(String name, Path directory) {
        if (!Files.isRegularFile(directory.resolve("oci-layout"))
                || !Files.isRegularFile(directory.resolve("index.json"))) {
            String found = Files.isRegularFile(directory.resolve("manifest.json"))
                    ? " is the archive of an older 'docker save'"
                    : " is no image layout";
            throw new TerminalException(name + found + ".", "imagePush takes " + FORMATS + ".");
        }
        return new ImageLayout(name, directory);
    }

    /**
     * The digest of the one image in it.
     *
     * @param preferred names that mark the image when there are several (the layout's {@code ref.name} annotation)
     * @throws TerminalException when there is none, or several of which none is marked
     */
    String root(List<String> preferred) {
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
                    name + (digests.isEmpty() ? " holds no image." : " holds " + digests.size() + " images."),
                    "Build an archive with one image, or mark it with the version as its name.");
        }
        return checked(digests.get(0));
    }

    /** The manifest or index with this digest, after a check that the bytes have it. */
    RegistryManifest manifest(String digest) {
        try {
            byte[] content = blob(digest).bytes("The manifest " + digest + " in " + name, LARGEST_MANIFEST);
            if (!Digest.of(content).equals(digest)) {
                throw new TerminalException(
                        name + ": the content of " + digest + " has another digest.", "Build it again.");
            }
            return RegistryManifest.of(content, null);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The file with this content; a link is not taken, because it may lead out of the layout. */
    BlobContent blob(String digest) {
        Path file = directory
                .resolve("blobs")
                .resolve("sha256")
                .resolve(checked(digest).substring("sha256:".length()));
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new TerminalException(name + " lacks the content " + digest + ".", "Build it again, and whole.");
        }
        try {
            return BlobContent.of(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private JsonNode index() {
        try {
            return JSON.readTree(directory.resolve("index.json").toFile());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String checked(String digest) {
        if (!Digest.isDigest(digest)) {
            throw new TerminalException(
                    name + " refers to '" + digest + "', which is no SHA-256 digest.", "Build it again.");
        }
        return digest;
    }

    private TerminalException unreadable(IOException cause) {
        return new TerminalException(name + " cannot be read (" + cause.getMessage() + ").", "Build it again.", cause);
    }
}
