package io.jenkins.plugins.delivery.engine.image;

import io.jenkins.plugins.delivery.engine.Credential;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One repository of an OCI registry (distribution specification 1.1). Every method throws
 * {@link io.jenkins.plugins.delivery.engine.TerminalException} when the registry refuses and
 * {@link io.jenkins.plugins.delivery.engine.RetryableException} when it cannot be reached or is busy.
 */
public interface Registry {

    /** Opens repositories. */
    @FunctionalInterface
    interface Connector {

        /**
         * @param credential for the registry; empty for anonymous access
         * @param plainHttp whether to speak http instead of https
         */
        Registry open(ImageRepository repository, Optional<Credential> credential, boolean plainHttp);
    }

    /** The manifest or index behind a tag or digest, byte for byte; empty when there is none. */
    Optional<RegistryManifest> manifest(String reference) throws InterruptedException;

    /** Writes a manifest or index under a tag or its digest; what it points to has to be there. */
    void putManifest(String reference, RegistryManifest manifest) throws InterruptedException;

    /** Whether the repository has the blob. */
    boolean hasBlob(String digest) throws InterruptedException;

    /**
     * Writes a blob.
     *
     * @param digest of the file's content; the registry refuses other content
     */
    void putBlob(String digest, Path file) throws InterruptedException;

    /**
     * Reads a small blob whole and checks its digest.
     *
     * @param limit most bytes to accept
     */
    byte[] blob(String digest, long limit) throws InterruptedException;
}
