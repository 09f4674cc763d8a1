package io.jenkins.plugins.delivery.engine.version;

import java.util.List;
import java.util.OptionalInt;

/** Counts commits from releases that are further away than the last one. */
@FunctionalInterface
public interface ReleaseDistance {

    /**
     * How many commits the checked-out one contains beyond the first of these releases that it contains; counts what
     * {@link RepositoryFacts#commits} counts.
     *
     * @param releases with their commits, in the order of preference
     * @return empty when it contains none of them
     */
    OptionalInt beyondFirst(List<ReleaseTag> releases);
}
