package io.jenkins.plugins.delivery.engine.promotion;

import java.nio.file.Path;

/** The history of the service's own repository, as far as its checkout has it. */
@FunctionalInterface
public interface SourceHistory {

    /**
     * Whether {@code ancestor} is part of the history of {@code descendant}, by full commit ids.
     *
     * @param checkout the workspace; one without a Git repository answers {@link Ancestry#UNKNOWN}
     */
    Ancestry relation(Path checkout, String ancestor, String descendant);
}
