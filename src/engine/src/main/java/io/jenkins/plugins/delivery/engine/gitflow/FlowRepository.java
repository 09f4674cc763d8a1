package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The branches of a remote as Git-Flow sees them. Everything is read from the remote and merged beside the checkout, whose files,
 * index, branches and HEAD stay as they are. Opened by a {@link Source}; close it after use.
 *
 * <p>Every method throws {@link io.jenkins.plugins.delivery.engine.TerminalException} when the repository cannot be read, or the
 * remote refuses, and {@link io.jenkins.plugins.delivery.engine.RetryableException} when the remote cannot be reached.
 */
public interface FlowRepository extends AutoCloseable {

    /** Opens the repository of {@link EngineContext#workDir()}. */
    @FunctionalInterface
    interface Source {
        FlowRepository open(FlowQuery query, EngineContext context);
    }

    /** The checked-out branch of the workspace; empty on a detached HEAD. */
    Optional<String> checkedOutBranch();

    /** The checked-out commit of the workspace; empty when there is none. */
    Optional<String> checkedOutCommit();

    /** Address of the remote, without user and password. */
    String remoteUrl();

    /**
     * Gets the named branches of the remote and those that begin like releases, hotfixes and merges; called again it looks again.
     *
     * @return commits by branch name, without {@code refs/heads/}
     */
    Map<String, String> fetch(Collection<String> names);

    /** Whether a commit is another one or in its history; a commit that was not fetched is in none. */
    boolean contains(String descendant, String ancestor);

    /** A commit that was fetched. */
    Commit commit(String id);

    /** What one commit contains and another lacks, newest first. */
    List<Commit> missing(String has, String lacks, int atMost);

    /** The commit of main's first-parent line that brought a contained commit in: a merge, or the commit itself. */
    Commit broughtIn(String main, String commit);

    /** The oldest commit of main's first-parent line, from the tip down, that a merge of the commit would not change any more. */
    String firstWithContent(String main, String commit);

    /** Merges without a fast forward. */
    Merge merge(String into, String from, String message);

    /** What the version rules look at, as if this commit were checked out. */
    RepositoryFacts facts(String commit);

    /** Writes the tag of a release and returns its id; nothing is pushed. */
    String writeTag(String name, String message, String commit);

    /** Moves refs of the remote, each only from where it is expected. */
    PushReport push(List<RefChange> changes, boolean atomic);

    @Override
    void close();

    /**
     * A merge that was tried.
     *
     * @param commit the merge commit; empty when there are conflicts
     * @param changes whether it differs in content from what was merged into
     * @param conflicts what keeps it from being merged; empty when it was
     */
    record Merge(Optional<String> commit, boolean changes, List<Conflict> conflicts) {

        public Merge {
            conflicts = List.copyOf(conflicts);
        }
    }
}
