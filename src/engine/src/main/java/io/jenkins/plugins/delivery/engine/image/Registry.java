package io.jenkins.plugins.delivery.engine.image;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

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
         * @param access as whom, and what has to be done before the first write
         * @param plainHttp whether to speak http instead of https
         */
        Registry open(ImageRepository repository, RegistryAccess access, boolean plainHttp);
    }

    /** The manifest or index behind a tag or digest, byte for byte; empty when there is none. */
    Optional<RegistryManifest> manifest(String reference) throws InterruptedException;

    /** Writes a manifest or index under a tag or its digest; what it points to has to be there. */
    void putManifest(String reference, RegistryManifest manifest) throws InterruptedException;

    /** Whether the repository has the blob. */
    boolean hasBlob(String digest) throws InterruptedException;

    /**
     * Prepares the upload of a blob; nothing is sent yet.
     *
     * @param digest of the content; the registry refuses other content
     * @param mountFrom paths of repositories in the same registry that may have the blob, to be taken from there without sending it
     */
    Upload upload(String digest, BlobContent content, List<String> mountFrom);

    /** Writes a blob, or takes it for granted when the registry has it. */
    default void putBlob(String digest, BlobContent content) throws InterruptedException {
        if (!hasBlob(digest)) {
            upload(digest, content, List.of()).send(sent -> {});
        }
    }

    /** The upload of one blob. It remembers what the registry has, so that it can go on after a failure. */
    @FunctionalInterface
    interface Upload {

        /**
         * Sends what the registry does not have yet. After a {@link io.jenkins.plugins.delivery.engine.RetryableException} it may be
         * called again, and goes on where the registry says that it stopped, or begins again.
         *
         * @param sent is told from time to time, by the calling thread, how many bytes of the blob are on their way or there
         */
        void send(LongConsumer sent) throws InterruptedException;
    }

    /**
     * Reads a small blob whole and checks its digest.
     *
     * @param limit most bytes to accept
     */
    byte[] blob(String digest, long limit) throws InterruptedException;

    /**
     * What refers to a manifest (distribution specification 1.1, "Listing Referrers"); empty when the registry has no such API, for
     * which {@link Referrers} knows the way round.
     *
     * @param digest of the manifest
     */
    Optional<List<Referrer>> referrers(String digest) throws InterruptedException;
}
