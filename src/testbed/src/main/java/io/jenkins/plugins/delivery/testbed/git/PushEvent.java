package io.jenkins.plugins.delivery.testbed.git;

import java.util.List;

/**
 * An accepted push, told after the refs have moved and before the client gets its answer, as a post-receive hook is.
 *
 * @param repository the name given to {@link GitServer#create}
 * @param changes the refs that moved
 */
public record PushEvent(String repository, List<Change> changes) {

    /**
     * One ref that moved.
     *
     * @param ref the full name, such as {@code refs/heads/main}
     * @param oldId the commit or tag before, 40 zeros for a new ref
     * @param newId the commit or tag after, 40 zeros for a deleted ref
     */
    public record Change(String ref, String oldId, String newId) {}
}
