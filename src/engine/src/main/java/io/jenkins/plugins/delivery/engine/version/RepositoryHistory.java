package io.jenkins.plugins.delivery.engine.version;

import java.util.List;
import java.util.Optional;

/**
 * A checked-out Git repository as the version rules see it, with the tags of its remote. Opened by a {@link HistorySource}; close
 * it after use.
 */
public interface RepositoryHistory extends ReleaseDistance, AutoCloseable {

    /** The checked-out branch; empty on a detached HEAD that no single branch points to. */
    Optional<String> checkedOutBranch();

    /** Whether a branch exists locally or on the remote, as far as the clone knows. */
    boolean hasBranch(String name);

    /**
     * Reads the facts, after getting from the remote what the clone lacks: the list of tags, and the history of a shallow clone.
     * Called again it looks at the remote again.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the repository is empty, or is shallow and cannot be
     *     completed, so that an answer would be a guess
     */
    RepositoryFacts read();

    /** Address of the remote, without a password; empty when the clone has none. */
    default Optional<String> remoteUrl() {
        return Optional.empty();
    }

    /** Creates release tags on the remote. */
    TagStore tags();

    /** What is recorded of releases on the remote. */
    ReleaseRecords records();

    /** The first of the tags whose commit contains the checked-out one; fetches tags that the clone lacks. */
    Optional<ReleaseTag> firstThatContainsHead(List<ReleaseTag> tags);

    @Override
    void close();
}
