package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.util.List;
import java.util.Optional;

/** The files of commits, in the repository of a work directory. Only what the clone has is read. */
@FunctionalInterface
public interface SourceFiles {

    /**
     * Which files differ between two commits: added, removed, changed or of another mode, by path in order.
     *
     * @param pathFilter folder or file that is looked at, relative to the root of the repository; null for everything
     * @return empty when the clone does not show it: it is partial, or has one of the commits no longer
     */
    Optional<List<String>> differences(String commit, String other, String pathFilter, EngineContext context);
}
