package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.List;
import java.util.Optional;

/**
 * The pull requests of one repository. Every method throws {@link io.jenkins.plugins.delivery.engine.TerminalException} when the site
 * refuses and {@link io.jenkins.plugins.delivery.engine.RetryableException} when it is away, broken or asks to come later.
 */
public interface PullRequests {

    /** Opens the site of a repository. */
    @FunctionalInterface
    interface Opener {

        /** @throws io.jenkins.plugins.delivery.engine.TerminalException when the credentials do not exist */
        PullRequests open(ForgeAddress address, String credentialsId, EngineContext context);
    }

    /** The open pull request from one branch to another. */
    Optional<PullRequest> find(String head, String base) throws InterruptedException;

    /** The open pull requests to a branch; of very many the newest thousand. */
    List<PullRequest> openInto(String base) throws InterruptedException;

    /** Opens a pull request; one that somebody opened in the meantime is returned instead. */
    PullRequest open(PullRequestDraft draft) throws InterruptedException;

    /** Gives a pull request another title and text. */
    PullRequest update(PullRequest pull, PullRequestDraft draft) throws InterruptedException;

    /** A pull request by its number, whatever its state. */
    Optional<PullRequest> get(long number) throws InterruptedException;

    /** The merged pull request that brought a commit in; the newest when there are several. */
    Optional<PullRequest> mergedWith(String commit) throws InterruptedException;

    /** Adds a comment. */
    PullComment comment(PullRequest pull, String text) throws InterruptedException;

    /** What people and programs wrote under it, oldest first; of a very long talk the first thousand. */
    List<PullComment> comments(PullRequest pull) throws InterruptedException;

    /** Gives a comment another text. */
    PullComment edit(PullRequest pull, PullComment comment, String text) throws InterruptedException;

    /** Closes it without merging. */
    void close(PullRequest pull) throws InterruptedException;

    /** Who wrote a commit, as far as the site knows the mail address. */
    Optional<Account> author(String commit, String email) throws InterruptedException;

    /**
     * Asks somebody to look at a pull request.
     *
     * @return whether the site accepted; it does not for users who may not work on the repository
     */
    boolean assign(PullRequest pull, Account account) throws InterruptedException;
}
