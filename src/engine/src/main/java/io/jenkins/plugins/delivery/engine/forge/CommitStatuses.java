package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.EngineContext;

/** Statuses of the commits of one repository. Methods throw as those of {@link PullRequests} do. */
public interface CommitStatuses {

    /** Opens the site of a repository. */
    @FunctionalInterface
    interface Opener {

        /** @throws io.jenkins.plugins.delivery.engine.TerminalException when the credentials do not exist */
        CommitStatuses open(ForgeAddress address, String credentialsId, EngineContext context);
    }

    /**
     * A commit that people are shown statuses of.
     *
     * @param commit its full id
     * @param branch that it is on; null when not known
     */
    record Place(String commit, String branch) {}

    /**
     * A status.
     *
     * @param context what says it; a later one of the same context takes its place
     * @param description one line for people, of 140 characters at most
     * @param url where people find more; null for nowhere
     */
    record Status(String context, CommitState state, String description, String url) {}

    /** The tip of a pull request. */
    Place tip(long number) throws InterruptedException;

    /**
     * Sets a status.
     *
     * @throws io.jenkins.plugins.delivery.engine.NotFoundException when the site does not know the commit
     */
    void set(Place place, Status status) throws InterruptedException;
}
