package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.List;
import java.util.Optional;

/** Reviews of one repository's changes, and the rules of its branches. Methods throw as those of {@link PullRequests} do. */
public interface Reviews {

    /** Opens the site of a repository. */
    @FunctionalInterface
    interface Opener {

        /** @throws io.jenkins.plugins.delivery.engine.TerminalException when the credentials do not exist */
        Reviews open(ForgeAddress address, String credentialsId, EngineContext context);
    }

    /** A pull request by its number. */
    ReviewedPull pull(long number) throws InterruptedException;

    /**
     * The merged pull request that brought a commit into a branch; empty when it came without one.
     *
     * @param branch null for any
     */
    Optional<ReviewedPull> mergedWith(String commit, String branch) throws InterruptedException;

    /**
     * The commits that a branch got after one commit up to another, newest first: of what was merged only the merge.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when the first is no part of the second's history, or too far away
     */
    List<String> mainline(String since, String commit) throws InterruptedException;

    /**
     * A merge of two commits.
     *
     * @param into where it was made
     * @param from what it brings
     * @param asBrought whether its content is exactly that of what it brings, so that it adds nothing of its own
     */
    record Merge(String into, String from, boolean asBrought) {}

    /** What a merge commit merges; empty for a commit with one parent. */
    Optional<Merge> merge(String commit) throws InterruptedException;

    /**
     * The commits that are part of one's history and not of another's, newest first: of what was merged only the merge.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when they are too many
     */
    List<String> brought(String from, String into) throws InterruptedException;

    /** @throws io.jenkins.plugins.delivery.engine.NotFoundException when there is no such branch */
    BranchRules rules(String branch) throws InterruptedException;
}
