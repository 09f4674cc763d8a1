package io.jenkins.plugins.delivery.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the registry can tell of an image: its size over all platforms, when it was built and from which revision. */
final class ImageDescription {

    /** Pre-defined annotation key of the OCI image specification ("Annotations"), used as a label of the config too. */
    private static final String REVISION = "org.opencontainers.image.revision";

    private static final Set<String> CONFIGS =
            Set.of("application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json");

    private static final long LARGEST_CONFIG = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Registry registry;

    ImageDescription(Registry registry) {
        this.registry = registry;
    }

    /**
     * Bytes of everything the image consists of, over all platforms; what several of them share counts once, as in the registry.
     *
     * @param pushed whether the registry has it; what is in an index counts as a manifest only otherwise
     */
    long size(RegistryManifest image, boolean pushed) throws InterruptedException {
        return size(image, pushed, new HashSet<>());
    }

    private long size(RegistryManifest image, boolean pushed, Set<String> counted) throws InterruptedException {
        long size = counted.add(image.digest()) ? image.size() : 0;
        for (RegistryManifest.Descriptor blob : image.blobs()) {
            size += counted.add(blob.digest()) ? blob.size() : 0;
        }
        for (RegistryManifest.Descriptor child : image.manifests()) {
            if (counted.contains(child.digest())) {
                continue;
            }
            Optional<RegistryManifest> manifest = pushed ? registry.manifest(child.digest()) : Optional.empty();
            size += manifest.isPresent() ? size(manifest.get(), pushed, counted) : child.size();
        }
        return size;
    }

    /** The revision that annotations or labels name; empty when there are none. */
    Optional<String> revision(RegistryManifest image) throws InterruptedException {
        Optional<String> annotated = image.annotation(REVISION);
        if (annotated.isPresent()) {
            return annotated;
        }
        RegistryManifest platform = platform(image);
        Optional<String> ofPlatform = platform.annotation(REVISION);
        return ofPlatform.isPresent()
                ? ofPlatform
                : config(platform)
                        .map(config -> text(config.path("config").path("Labels").path(REVISION)));
    }

    /** When it was built, as its config says; empty when it says nothing. */
    Optional<String> created(RegistryManifest image) throws InterruptedException {
        return config(platform(image)).map(config -> text(config.path("created")));
    }

    /** An index is described by its first platform: the others are built from the same sources. */
    private RegistryManifest platform(RegistryManifest image) throws InterruptedException {
        return image.manifests().isEmpty()
                ? image
                : registry.manifest(image.manifests().get(0).digest()).orElse(image);
    }

    private Optional<JsonNode> config(RegistryManifest manifest) throws InterruptedException {
        Optional<RegistryManifest.Descriptor> config = manifest.blobs().stream()
                .filter(blob -> CONFIGS.contains(blob.mediaType()) && blob.size() <= LARGEST_CONFIG)
                .findFirst();
        if (config.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(registry.blob(config.get().digest(), LARGEST_CONFIG)));
        } catch (IOException e) {
            // A config that nobody can read describes nothing; whether it may run is not for a description to say.
            return Optional.empty();
        }
    }

    private static String text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? ArchiveFiles.shown(node.asText()) : null;
    }
}
