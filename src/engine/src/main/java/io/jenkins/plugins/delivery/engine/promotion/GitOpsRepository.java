package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.Optional;
import java.util.function.Function;

/**
 * An open view of one branch of a GitOps repository. Not thread-safe; close it to remove what it keeps on disk.
 *
 * <p>Every call that talks to the remote throws {@link io.jenkins.plugins.delivery.engine.RetryableException} when it cannot be reached
 * and {@link io.jenkins.plugins.delivery.engine.TerminalException} when it refuses for good.
 */
public interface GitOpsRepository extends AutoCloseable {

    /** Opens repositories; credentials are looked up in the context at that moment. */
    @FunctionalInterface
    interface Opener {
        GitOpsRepository open(GitOpsAddress address, EngineContext context);
    }

    /** Gets the branch as it is now; {@link #tip} is it from then on. */
    void fetch();

    /** Id of the newest commit, as of the last {@link #fetch}. */
    String tip();

    /**
     * A file's text.
     *
     * @throws io.jenkins.plugins.delivery.engine.NotFoundException when the commit has no such file; names the nearest
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when it is no regular file, too big, or not UTF-8
     */
    String read(String commit, String file);

    /** Whether the commit has this file. */
    boolean has(String commit, String file);

    /** A commit of this branch; empty when it is not in its history. */
    Optional<HistoryCommit> commit(String id);

    /**
     * Looks through the history from the tip backwards, getting more of it as needed, until the function finds something.
     *
     * @param atMost how many commits are looked at
     */
    <T> Optional<T> search(int atMost, Function<HistoryCommit, Optional<T>> look);

    /** Whether one commit of this branch is part of another's history. */
    Ancestry relation(String ancestor, String descendant);

    /** Unified diff of one file between two texts. */
    String diff(String file, String before, String after);

    /**
     * Offers one commit on the {@link #tip} that replaces one file; the remote takes it only if the branch is still there.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the credentials, a protected branch or a hook refuse it
     */
    PushOutcome push(String file, String text, String message);

    @Override
    void close();
}
