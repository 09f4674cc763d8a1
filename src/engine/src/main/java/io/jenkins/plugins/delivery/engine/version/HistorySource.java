package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.EngineContext;

/** Opens the repository that a work directory belongs to. */
@FunctionalInterface
public interface HistorySource {

    /**
     * Opens the repository of {@link EngineContext#workDir()} or of the nearest folder above it. A dry run reads the clone as it
     * is and talks to no remote.
     *
     * @throws io.jenkins.plugins.delivery.engine.NotFoundException when there is no repository
     */
    RepositoryHistory open(HistoryQuery query, EngineContext context);
}
