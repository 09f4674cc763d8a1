package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.EngineContext;

/**
 * The site of one repository.
 *
 * @param pulls its pull requests
 * @param merges how they get merged
 */
public record Forge(PullRequests pulls, PullRequestMerges merges) {

    /** Opens the site of a repository. */
    @FunctionalInterface
    public interface Opener {

        /** @throws io.jenkins.plugins.delivery.engine.TerminalException when the credentials do not exist */
        Forge open(ForgeAddress address, String credentialsId, EngineContext context);
    }
}
