package io.jenkins.plugins.delivery.engine.argo;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.card.Diagnosis;
import java.util.Optional;

/**
 * One application of one Argo CD.
 *
 * <p>Every call throws {@link io.jenkins.plugins.delivery.engine.RetryableException} for outages and throttling and
 * {@link io.jenkins.plugins.delivery.engine.TerminalException} for refusals; a missing application is named with what to check.
 */
public interface ArgoClient {

    /** Makes clients. */
    @FunctionalInterface
    interface Opener {
        /**
         * @param address base URL of Argo CD
         * @param credential empty for anonymous access
         * @param project null when not known
         */
        ArgoClient open(String address, Optional<Credential> credential, String application, String project);
    }

    /**
     * The application as Argo CD knows it now. It may be what another caller of this process got within the last half second, but never
     * what was asked for before this process's last {@link #refresh} or {@link #sync} of it: after a push to Git refresh first.
     */
    Application get() throws InterruptedException;

    /** Makes Argo CD look at Git at once instead of after its poll interval; answers after it did. */
    Application refresh() throws InterruptedException;

    /**
     * The same without waiting for Argo CD, which takes seconds on a busy installation: the first call begins it.
     *
     * @param occasion what it is for, such as the promoted commit: a refresh for another occasion may have begun too early
     * @return empty while Argo CD is at it; ask again then
     */
    default Optional<Application> refreshed(String occasion) throws InterruptedException {
        return Optional.of(refresh());
    }

    /** Whether {@link #get} answers from a stream of changes, at once and without a request. */
    default boolean live() {
        return false;
    }

    /** Whether {@link #get} answers now without a request: from a stream, or from what another caller has just read. */
    default boolean atHand() {
        return false;
    }

    /** What became of the wish for a sync. */
    enum SyncAnswer {
        STARTED,
        /** Another operation is in progress; ask again. */
        BUSY,
        /** A sync window forbids it now; ask again later. */
        BLOCKED
    }

    /**
     * Asks for a sync, for an application that does not sync by itself.
     *
     * @param revision to sync to; null for the one that the application follows
     */
    SyncAnswer sync(String revision) throws InterruptedException;

    /**
     * Ends the operation in progress.
     *
     * @return false when there is none
     */
    boolean terminate() throws InterruptedException;

    /**
     * Whether sync windows let the application sync now.
     *
     * @return what forbids it, for a sentence; empty when nothing does
     */
    Optional<String> syncWindow() throws InterruptedException;

    ResourceTree resources() throws InterruptedException;

    /**
     * Finds out why the application does not come up, of its last operation, resources, events and logs. Takes some seconds at most;
     * what cannot be read is a gap of the answer, and no exception.
     */
    Diagnosis diagnosis() throws InterruptedException;

    /** The application's page for people. */
    String page();
}
