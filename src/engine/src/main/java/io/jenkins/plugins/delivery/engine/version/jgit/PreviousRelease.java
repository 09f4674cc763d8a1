package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The highest release that a commit contains, and what came since. The highest version, not the nearest tag: {@code git describe}
 * gives the nearest.
 */
final class PreviousRelease {

    /** How many of the highest releases are asked whether only their merged branch is contained. */
    static final int MERGED_CANDIDATES = 5;

    /** Beyond this many misses one walk over the history is cheaper than going on tag by tag (maintenance branches). */
    private static final int SINGLE_TESTS = 3;

    private final HistoryWalk walk;
    private final boolean contentCounts;

    /** @param contentCounts whether a release is contained when only the branch that was merged for it is */
    PreviousRelease(HistoryWalk walk, boolean contentCounts) {
        this.walk = walk;
        this.contentCounts = contentCounts;
    }

    /**
     * A release and what the commit contains beyond it.
     *
     * @param tag empty when no release is contained; then the range is all of the history
     */
    record Since(Optional<ReleaseTag> tag, HistoryRange range) {}

    /**
     * Looks in a complete history, where a commit that is missing is no ancestor of one that is there.
     *
     * @param highestFirst the release tags, without those on the commit itself
     */
    Since among(List<ReleaseTag> highestFirst) throws IOException {
        int single = Math.min(SINGLE_TESTS, highestFirst.size());
        for (ReleaseTag tag : highestFirst.subList(0, single)) {
            if (walk.find(tag).isPresent()) {
                HistoryRange range = walk.since(Optional.of(tag));
                if (isContained(tag, range) || contentCounts && isMergedInto(tag, range)) {
                    return new Since(Optional.of(tag), range);
                }
            }
        }
        Optional<ReleaseTag> rest = amongLower(highestFirst.subList(single, highestFirst.size()), single);
        return new Since(rest, walk.since(rest));
    }

    private Optional<ReleaseTag> amongLower(List<ReleaseTag> tags, int rank) throws IOException {
        if (tags.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> contained = walk.lowestContained(tags);
        int merged = contentCounts ? Math.min(MERGED_CANDIDATES - rank, contained.orElse(tags.size())) : 0;
        for (int i = 0; i < merged; i++) {
            ReleaseTag tag = tags.get(i);
            if (walk.find(tag).isPresent() && isMergedInto(tag, walk.since(Optional.of(tag)))) {
                return Optional.of(tag);
            }
        }
        return contained.map(tags::get);
    }

    /**
     * Looks in the part of a history that a shallow clone has.
     *
     * @param broken where the history breaks off
     * @return empty when it cannot be told from this part that the release is contained and what came since
     */
    Optional<Since> inPart(ReleaseTag tag, Set<ObjectId> broken) throws IOException {
        if (walk.find(tag).isEmpty()) {
            return Optional.empty();
        }
        HistoryRange range = walk.since(Optional.of(tag));
        boolean known =
                !range.containsAny(broken) && (isContained(tag, range) || contentCounts && leavesToMerged(tag, range));
        return known ? Optional.of(new Since(Optional.of(tag), range)) : Optional.empty();
    }

    private static boolean isContained(ReleaseTag tag, HistoryRange range) {
        return range.leavesTo(id(tag));
    }

    /**
     * Whether the commit contains what the tagged merge brought in, though not the merge itself. False when the tag already contains
     * the commit (the range is empty): then the tag came later and says nothing about it.
     */
    private boolean isMergedInto(ReleaseTag tag, HistoryRange range) throws IOException {
        if (range.isEmpty()) {
            return false;
        }
        if (leavesToMerged(tag, range)) {
            return true;
        }
        for (ObjectId parent : walk.mergedParents(id(tag))) {
            if (walk.contains(walk.head(), parent)) {
                return true;
            }
        }
        return false;
    }

    private boolean leavesToMerged(ReleaseTag tag, HistoryRange range) throws IOException {
        return walk.mergedParents(id(tag)).stream().anyMatch(range::leavesTo);
    }

    private static ObjectId id(ReleaseTag tag) {
        return ObjectId.fromString(tag.commit());
    }
}
