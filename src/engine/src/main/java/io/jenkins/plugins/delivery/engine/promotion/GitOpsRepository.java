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

    /**
     * The branch for what is written down without a change of desired state, where the branch itself takes no pushes: decisions, skips,
     * failures, and what is in quarantine. It has a history of its own.
     */
    String RECORDS = "delivery-records";

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

    /** Newest commit of the branch {@link #RECORDS}, as {@link #tip}; empty when there is no such branch. */
    Optional<String> recorded();

    /**
     * The same view, whose commits and pushes go to the branch {@link #RECORDS}; the first push makes it. What is read is this branch
     * together with the records, as ever. Closed with this one.
     */
    GitOpsRepository records();

    /** The commit whose files the next one changes; empty for the first of a branch. */
    default Optional<String> written() {
        return Optional.of(tip());
    }

    /** Whether the commit has this file. */
    boolean has(String commit, String file);

    /** A commit of this branch or of its records; empty when it is in neither history. */
    Optional<HistoryCommit> commit(String id);

    /**
     * Looks through the history from the tip backwards, with the records beside it in the order of time, getting more of it as needed,
     * until the function finds something.
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
