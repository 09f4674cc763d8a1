package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The records of releases on a remote: tags, and Git notes about the tags. Nothing here moves a tag or pushes a commit of the service. */
public interface ReleaseRecords extends AutoCloseable {

    /** Opens the records that a request means: of a repository by its address, or of the remote of the checked-out clone. */
    @FunctionalInterface
    interface Opener {
        ReleaseRecords open(VersionRecordRequest request, EngineContext context);
    }

    /**
     * The record of a tag as the remote has it now.
     *
     * @return empty when the remote has no such tag
     * @throws io.jenkins.plugins.delivery.engine.RetryableException when the remote cannot be reached
     */
    Optional<ReleaseRecord> find(String tag);

    /** The records of those of the tags that were abandoned; costs one question where nothing was ever noted. */
    List<ReleaseRecord> abandoned(Collection<String> tags);

    /**
     * Adds to the record of a tag by compare-and-swap; what other runs note at the same time is kept. The same note twice is one.
     *
     * @return the record as it stands then, see {@link ReleaseNote#joined}
     * @throws io.jenkins.plugins.delivery.engine.NotFoundException when the remote has no such tag
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the remote refuses the note or the note contradicts the record
     * @throws InterruptedException when the run was aborted; the note is then there or not, never half
     */
    ReleaseRecord add(String tag, ReleaseNote note) throws InterruptedException;

    @Override
    void close();
}
