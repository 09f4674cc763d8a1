package io.jenkins.plugins.delivery.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The image that the build pushed by itself: by the digest that the build told, or by the first of the wanted tags. */
final class BuiltImage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 1 << 20;

    private final ImagePushRequest request;
    private final EngineContext context;

    BuiltImage(ImagePushRequest request, EngineContext context) {
        this.request = request;
        this.context = context;
    }

    /** The digest that the request or the file of the build names; empty when neither does. */
    Optional<String> expected() {
        return request.digestFile() == null ? Optional.ofNullable(request.digest()) : Optional.of(written());
    }

    /** @throws NotFoundException when the registry does not have it; says what was looked for and what is there instead */
    RegistryManifest find(Registry registry) throws InterruptedException {
        List<String> there = new ArrayList<>();
        Optional<String> expected = expected();
        if (expected.isPresent()) {
            Optional<RegistryManifest> image = registry.manifest(expected.get());
            if (image.isPresent()) {
                return image.get();
            }
        }
        for (String tag : request.tags()) {
            Optional<RegistryManifest> image = registry.manifest(tag);
            if (image.isPresent() && expected.isEmpty()) {
                return image.get();
            }
            image.ifPresent(other -> there.add(tag + " is " + other.digest()));
        }
        if (expected.isPresent()) {
            throw new NotFoundException(
                    request.repository() + " does not have the image " + expected.get() + " that the build reported"
                            + (there.isEmpty() ? "" : " (" + String.join(", ", there) + ")") + ".",
                    "Check that the build pushes to this repository, and reports the digest of what it pushed.");
        }
        throw new NotFoundException(
                request.repository() + " has none of the tags " + String.join(", ", request.tags()) + ".",
                "Let the build push one of them, tell the digest that it pushed, or name the archive that it writes.");
    }

    private String written() {
        Path file = WorkspacePath.resolve(context.workDir(), request.digestFile(), "The digest file");
        if (!Files.isRegularFile(file)) {
            throw new NotFoundException(
                    "There is no digest file '" + request.digestFile() + "' in the workspace.",
                    "Let the build write it there.");
        }
        try {
            byte[] content = BlobContent.of(file).bytes(request.digestFile(), LARGEST);
            String text = new String(content, StandardCharsets.UTF_8).strip();
            String digest = text.startsWith("{") ? metadata(text) : text.substring(text.indexOf('@') + 1);
            if (Digest.isDigest(digest)) {
                return digest;
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        throw unusable(null);
    }

    /** What {@code docker buildx build --metadata-file} writes. */
    private static String metadata(String text) throws IOException {
        JsonNode json = JSON.readTree(text);
        return json.path("containerimage.digest").asText("");
    }

    private TerminalException unusable(IOException cause) {
        return new TerminalException(
                request.digestFile() + " holds no digest.",
                "It has to hold sha256:… as Jib, Kaniko and Buildah write it, or to be the metadata file of"
                        + " 'docker buildx build'.",
                cause);
    }
}
