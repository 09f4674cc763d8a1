package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.card.Suspects;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The history of the service's own repository, as far as it can be seen from here. */
@FunctionalInterface
public interface SourceHistory {

    /**
     * Opens histories. A promotion runs without a workspace, so the history comes from the repository's remote; a checkout that is
     * there anyway is asked first.
     */
    @FunctionalInterface
    interface Opener {

        /**
         * @param source address of the service's repository, or null when only a checkout can be asked
         * @param credentialsId credentials of that address, or null for none
         */
        SourceHistory open(String source, String credentialsId, EngineContext context);
    }

    /** Whether {@code ancestor} is part of the history of {@code descendant}, by full commit ids. */
    Ancestry relation(String ancestor, String descendant);

    /**
     * The commits, without merges, that are part of {@code newer} and not of {@code older}.
     *
     * @param older null when not known; then, or when it cannot be found, only {@code newer} itself is told, with no {@code since}
     * @return nobody for a history that answers only {@link #relation}
     */
    default Suspects since(String older, String newer) {
        return Suspects.NONE;
    }

    /** When a commit was made, by its committer's clock; empty when it cannot be seen from here. */
    default Optional<Instant> time(String commit) {
        return Optional.empty();
    }

    /**
     * The files that differ between two commits, by full ids.
     *
     * @return empty when that cannot be told, because a commit is not there or the repository does not answer
     */
    default Optional<List<SourceChange>> changes(String from, String to) {
        return Optional.empty();
    }
}
