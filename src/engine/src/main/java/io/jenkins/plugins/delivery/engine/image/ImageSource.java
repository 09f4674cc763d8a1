package io.jenkins.plugins.delivery.engine.image;

import java.util.List;
import java.util.Optional;

/** The image in an archive that a builder wrote, as a registry wants it: manifests and blobs by their digests. */
interface ImageSource {

    /** Of the archive, for messages. */
    String name();

    /**
     * The digest of the one image in it.
     *
     * @param preferred tags that mark the image when there are several
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when there is none, or several of which none is marked
     */
    String root(List<String> preferred);

    /** The manifest or index with this digest, after a check that the bytes have it. */
    RegistryManifest manifest(String digest);

    /** The content with this digest; it is not checked. */
    Optional<BlobContent> blob(String digest);

    /**
     * The digest of the image's config, where the archive says no more of what the image is: then the manifest, and so the digest, comes
     * from {@link #root} alone, and an image with the same config is the same image.
     */
    default Optional<String> config(List<String> preferred) {
        return Optional.empty();
    }
}
