package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Copies an image from a layout into a registry, byte for byte, so that every digest stays. What the registry has is not sent again.
 */
final class ImageUpload {

    /** An index may hold indexes; deeper ones are not built by anything. */
    private static final int DEEPEST = 4;

    private final ImageLayout layout;
    private final Registry registry;
    private final Set<String> done = new HashSet<>();

    ImageUpload(ImageLayout layout, Registry registry) {
        this.layout = layout;
        this.registry = registry;
    }

    /** Pushes the image under its digest, without a tag. */
    RegistryManifest push(String digest) throws InterruptedException {
        return push(digest, 0);
    }

    private RegistryManifest push(String digest, int depth) throws InterruptedException {
        if (depth > DEEPEST) {
            throw new TerminalException("The index of the image is nested too deeply.", "Build it again.");
        }
        RegistryManifest manifest = layout.manifest(digest);
        if (!done.add(digest)) {
            return manifest;
        }
        for (RegistryManifest.Descriptor child : manifest.manifests()) {
            push(child.digest(), depth + 1);
        }
        for (RegistryManifest.Descriptor blob : manifest.blobs()) {
            if (done.add(blob.digest()) && !registry.hasBlob(blob.digest())) {
                registry.putBlob(blob.digest(), checked(blob));
            }
        }
        registry.putManifest(digest, manifest);
        return manifest;
    }

    /** The content, after a check that it is what the manifest says: a registry is not told what an archive made up. */
    private BlobContent checked(RegistryManifest.Descriptor blob) {
        BlobContent content = layout.blob(blob.digest());
        try {
            if (content.size() != blob.size()) {
                throw new TerminalException(
                        "The layer " + blob.digest() + " of the archive has " + content.size()
                                + " bytes, and its manifest says " + blob.size() + ".",
                        "Build it again.");
            }
            String digest = content.digest();
            if (!digest.equals(blob.digest())) {
                throw new TerminalException(
                        "The content of the layer " + blob.digest() + " of the archive has another digest, " + digest
                                + ".",
                        "Build it again.");
            }
            return content;
        } catch (IOException e) {
            throw new TerminalException(
                    "The layer " + blob.digest() + " of the archive cannot be read (" + e.getMessage() + ").",
                    "Check that nothing changes the archive while it is pushed.",
                    e);
        }
    }
}
