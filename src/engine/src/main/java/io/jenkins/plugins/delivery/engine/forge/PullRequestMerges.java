package io.jenkins.plugins.delivery.engine.forge;

import java.util.Optional;

/** How the pull requests of one repository get merged. Methods throw as those of {@link PullRequests} do. */
public interface PullRequestMerges {

    /** Looks at a pull request and at what its site wants before it is merged. */
    MergeLook look(PullRequest pull) throws InterruptedException;

    /**
     * Asks the site to merge a pull request as soon as its rules allow it, which may be at once. May be asked again.
     *
     * @param head the tip of its branch as the caller knows it; another one is not merged
     * @param message of the commit, where the site makes one of its own out of the branch's
     * @return why the site does not do that, a clause; empty when it will, or has
     */
    Optional<String> mergeWhenAllowed(PullRequest pull, String head, String message) throws InterruptedException;
}
