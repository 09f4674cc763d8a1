package io.jenkins.plugins.delivery.engine.version;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The number of a pre-release. It counts the commits that the built one contains beyond the first release of the line that the next
 * version leaves: for 1.5.0 those since 1.4.0, also when 1.4.1 was merged in meanwhile, and for 2.0.0 those since 1.0.0.
 *
 * <p>Why not since the last release: that release may have been cut from this very branch, and then holds commits that were counted
 * already. Two open releases show it: develop is at 2.0.0-dev.30, 1.5.0 was cut at its tenth commit, and when 1.5.0 is merged back
 * the count since the last release falls to 21, so that 2.0.0-dev.21 and those after it would be given a second time. The line of a
 * next version does not move, so every commit on a growing branch has a higher number than those it contains, and on develop, where
 * every commit contains the one before, no two have the same.
 *
 * <p>A count cannot tell apart commits that do not contain each other: those of two branches with one label, and those before and
 * after a forced push. Labels that this is common for (features, pull requests, and hotfixes and releases that name no version) are
 * therefore followed by the commit's id. On develop and on the branch of a named release it takes a rewritten history; the versions
 * given before it are then in use already, and the registry refuses to move their tags. One commit more makes a new number.
 */
final class BuildNumber {

    private BuildNumber() {}

    /**
     * The number under a next version.
     *
     * @param beyond how far the commit is from earlier releases
     */
    static int of(SemanticVersion next, RepositoryFacts facts, ReleaseDistance beyond) {
        Optional<SemanticVersion> previous = facts.previous().map(ReleaseTag::version);
        if (previous.isEmpty()) {
            return facts.commits().size();
        }
        Predicate<SemanticVersion> line = line(previous.get(), next);
        List<ReleaseTag> earlier = facts.releases().values().stream()
                .filter(tag -> !tag.commit().isEmpty()
                        && tag.version().compareTo(previous.get()) < 0
                        && line.test(tag.version()))
                .sorted((one, other) -> one.version().compareTo(other.version()))
                .toList();
        return earlier.isEmpty()
                ? facts.commits().size()
                : beyond.beyondFirst(earlier).orElse(facts.commits().size());
    }

    /** The releases that have the same next version: only the one right before a patch, every patch before a minor. */
    private static Predicate<SemanticVersion> line(SemanticVersion previous, SemanticVersion next) {
        return switch (Bump.between(previous, next)) {
            case MAJOR -> version -> version.major().equals(previous.major());
            case MINOR ->
                version -> version.major().equals(previous.major())
                        && version.minor().equals(previous.minor());
            case PATCH, NONE -> version -> false;
        };
    }
}
