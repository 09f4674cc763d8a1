package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An open view of one branch of a GitOps repository. Not thread-safe; close it when it is no longer needed.
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

    /** Gets the branch as it is now; {@link #tip} is it from then on and what was appended is forgotten. */
    void fetch();

    /**
     * Takes the branch as anybody in this process saw it last, by fetch or push, without asking the remote; {@link #tip} is it from then
     * on and what was appended is forgotten.
     *
     * @return false when nobody did; nothing has changed then
     */
    boolean recall();

    /** What this view shares with others of the same repository. */
    GitOpsKey key();

    /** Id of the newest commit: of the last {@link #fetch}, or appended since. */
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
     * Makes a commit on the {@link #tip}, here only; it is the tip from then on.
     *
     * @param files path to the whole text, or to null for a file that goes away; none makes a commit that only says something
     * @param key the private key that signs it
     * @return id of the commit
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when a path cannot be a file there, or the key cannot sign
     */
    String append(Map<String, String> files, String message, Optional<Credential> key);

    /**
     * Offers everything that was appended; the remote takes it only if the branch still is where it was fetched.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the credentials are refused
     */
    PushOutcome push();

    /**
     * Puts everything that was appended since the last {@link #fetch} on a branch of its own, in place of what is there: the branch of a
     * pull request. {@link #push} has then nothing to do.
     *
     * @param expected commit that the branch has to be at; null for any, or none
     */
    PushOutcome propose(String branch, String expected);

    /** Takes such a branch away; one that is gone already is fine. */
    void withdraw(String branch);

    @Override
    void close();
}
