package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import java.time.Instant;
import java.util.Optional;

/**
 * A scanner for the images of a registry. Every method throws {@link io.jenkins.plugins.delivery.engine.RetryableException} when it
 * is busy or cannot be reached, {@link io.jenkins.plugins.delivery.engine.NotFoundException} when repository or image are missing,
 * and {@link io.jenkins.plugins.delivery.engine.TerminalException} when it refuses.
 */
public interface ImageScanner extends AutoCloseable {

    /** Connects to scanners. */
    @FunctionalInterface
    interface Connector {
        ImageScanner open(EcrAccount account);
    }

    /** What became of the request for a scan; none of it is a fault. */
    enum Start {
        STARTED("a scan was started"),
        SCANNED_BEFORE("the image was scanned within the last 24 hours, and ECR scans an image once in that time"),
        BY_ITSELF("the registry scans by itself and takes no requests for it"),
        UNSUPPORTED("ECR does not scan images of this type"),
        /** ECR says the same when it is asked too often and when the image was scanned within the last 24 hours (aws/containers-roadmap#1226). */
        BUSY("ECR took no request for a scan yet"),
        NOT_ASKED("no scan was asked for");

        private final String words;

        Start(String words) {
            this.words = words;
        }

        /** A clause for the log. */
        public String words() {
            return words;
        }
    }

    /**
     * The image behind a tag or digest, with the manifests that are scanned: for an index those of its platforms.
     *
     * @param reference a tag or a digest
     */
    ScanTarget image(String repository, String reference);

    /**
     * Asks for a scan.
     *
     * @param digest of the manifest of one platform
     */
    Start start(String repository, String digest);

    /** When the last scan ended; empty when there was none or the scanner does not say. */
    Optional<Instant> lastScan(String repository, String digest);

    /** Reads state and findings, all pages. */
    ScanReading read(String repository, String digest);

    @Override
    void close();
}
