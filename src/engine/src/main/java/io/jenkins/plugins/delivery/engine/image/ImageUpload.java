package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Copies an image from an archive into a registry, so that every digest stays. What the registry has is not sent again. Manifests come
 * after what they point to, and tags are not set here, so that a copy that ends half way leaves nothing that anybody could use.
 */
final class ImageUpload {

    /** An index may hold indexes; deeper ones are not built by anything. */
    private static final int DEEPEST = 4;

    /** Between two lines about the same layer. */
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final ImageSource source;
    private final ImageRepository repository;
    private final Registry registry;
    private final EngineContext context;
    private final Set<String> done = new HashSet<>();
    private int sentBlobs;
    private long sentBytes;

    ImageUpload(ImageSource source, ImageRepository repository, Registry registry, EngineContext context) {
        this.source = source;
        this.repository = repository;
        this.registry = registry;
        this.context = context;
    }

    /** Pushes the image under its digest, without a tag. */
    RegistryManifest push(String digest) throws InterruptedException {
        RegistryManifest manifest = push(digest, 0);
        context.log()
                .info(
                        sentBlobs == 0
                                ? repository + " had every layer of " + digest + " already."
                                : "Pushed " + Bytes.text(sentBytes) + " in " + sentBlobs
                                        + (sentBlobs == 1 ? " layer" : " layers") + " to " + repository + ".");
        return manifest;
    }

    private RegistryManifest push(String digest, int depth) throws InterruptedException {
        if (depth > DEEPEST) {
            throw new TerminalException("The index of the image is nested too deeply.", "Build it again.");
        }
        RegistryManifest manifest = source.manifest(digest);
        if (!done.add(digest)) {
            return manifest;
        }
        for (RegistryManifest.Descriptor child : manifest.manifests()) {
            push(child.digest(), depth + 1);
        }
        List<RegistryManifest.Descriptor> blobs = manifest.blobs();
        for (int i = 0; i < blobs.size(); i++) {
            push(manifest, blobs.get(i), "layer " + i + " of " + (blobs.size() - 1));
        }
        // A registry with immutable tags may refuse what stands already.
        if (registry.manifest(digest).isEmpty()) {
            registry.putManifest(digest, manifest);
        }
        return manifest;
    }

    private void push(RegistryManifest manifest, RegistryManifest.Descriptor blob, String what)
            throws InterruptedException {
        if (!done.add(blob.digest())
                || blob.elsewhere() && source.blob(blob.digest()).isEmpty()) {
            return;
        }
        if (registry.hasBlob(blob.digest())) {
            return;
        }
        BlobContent content = checked(blob);
        List<String> from = manifest.origin(blob, repository).map(List::of).orElse(List.of());
        registry.upload(blob.digest(), content, from).send(lines(what, blob));
        sentBlobs++;
        sentBytes += content.size();
    }

    /** Says every few seconds how far the layer is. */
    private LongConsumer lines(String what, RegistryManifest.Descriptor blob) {
        return new LongConsumer() {
            private Instant last = context.clock().instant();

            @Override
            public void accept(long sent) {
                Instant now = context.clock().instant();
                if (now.isBefore(last.plus(BETWEEN_LINES))) {
                    return;
                }
                last = now;
                context.log()
                        .progress("Pushing " + what + " (" + blob.digest().substring(0, "sha256:".length() + 12)
                                + ") to " + repository + ": " + Bytes.text(sent) + " of " + Bytes.text(blob.size())
                                + ".");
            }
        };
    }

    /** The content, after a check that it is what the manifest says: a registry is not told what an archive made up. */
    private BlobContent checked(RegistryManifest.Descriptor blob) {
        BlobContent content = source.blob(blob.digest())
                .orElseThrow(() -> new TerminalException(
                        source.name() + " lacks the content " + blob.digest() + ".", "Build it again, and whole."));
        try {
            if (content.size() != blob.size()) {
                throw new TerminalException(
                        "The layer " + blob.digest() + " in " + source.name() + " has " + content.size()
                                + " bytes, and its manifest says " + blob.size() + ".",
                        "Build it again.");
            }
            String digest = content.digest();
            if (!digest.equals(blob.digest())) {
                throw new TerminalException(
                        "The content of the layer " + blob.digest() + " in " + source.name() + " has another digest, "
                                + digest + ".",
                        "Build it again.");
            }
            return content;
        } catch (IOException e) {
            throw new TerminalException(
                    "The layer " + blob.digest() + " in " + source.name() + " cannot be read (" + e.getMessage() + ").",
                    "Check that nothing changes the archive while it is pushed.",
                    e);
        }
    }
}
