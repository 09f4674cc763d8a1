package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Questions to the commit graph, all asked from one commit. */
final class HistoryWalk {

    /** Beyond this many misses one walk over the history is cheaper than testing tag by tag (maintenance branches). */
    private static final int SINGLE_TESTS = 4;

    private final Repository repository;
    private final ObjectId head;

    HistoryWalk(Repository repository, ObjectId head) {
        this.repository = repository;
        this.head = head;
    }

    ObjectId head() {
        return head;
    }

    /** The commit itself. */
    RevCommit headCommit() throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(head);
        }
    }

    /**
     * The first of the tags that the commit contains, apart from one on the commit itself.
     *
     * @param highestFirst the tags in the order of preference
     */
    Optional<ReleaseTag> highestContained(Collection<ReleaseTag> highestFirst) throws IOException {
        List<ReleaseTag> tags = highestFirst.stream()
                .filter(tag -> !tag.commit().equals(head.name()))
                .toList();
        int single = Math.min(SINGLE_TESTS, tags.size());
        for (ReleaseTag tag : tags.subList(0, single)) {
            if (has(tag.commit()) && contains(head, ObjectId.fromString(tag.commit()))) {
                return Optional.of(tag);
            }
        }
        return single == tags.size() ? Optional.empty() : byOneWalk(tags.subList(single, tags.size()));
    }

    private Optional<ReleaseTag> byOneWalk(List<ReleaseTag> highestFirst) throws IOException {
        Map<String, Integer> ranks = new HashMap<>();
        for (int rank = 0; rank < highestFirst.size(); rank++) {
            ranks.putIfAbsent(highestFirst.get(rank).commit(), rank);
        }
        int best = Integer.MAX_VALUE;
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(head));
            for (RevCommit commit = walk.next(); commit != null && best > 0; commit = walk.next()) {
                best = Math.min(best, ranks.getOrDefault(commit.name(), Integer.MAX_VALUE));
            }
        }
        return best == Integer.MAX_VALUE ? Optional.empty() : Optional.of(highestFirst.get(best));
    }

    /**
     * Whether the commit contains what the tagged merge brought in, though not the merge itself. False when the tag already
     * contains the commit: then the tag came later and says nothing about it.
     */
    boolean containsMergedInto(ReleaseTag tag) throws IOException {
        if (!has(tag.commit())) {
            return false;
        }
        ObjectId tagged = ObjectId.fromString(tag.commit());
        List<ObjectId> merged;
        try (RevWalk walk = new RevWalk(repository)) {
            merged = Arrays.stream(walk.parseCommit(tagged).getParents())
                    .skip(1)
                    .map(RevCommit::copy)
                    .toList();
        }
        for (ObjectId parent : merged) {
            if (contains(head, parent) && !contains(tagged, head)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code ancestor} is {@code descendant} or one of its ancestors. */
    boolean contains(AnyObjectId descendant, AnyObjectId ancestor) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            return walk.isMergedInto(walk.parseCommit(ancestor), walk.parseCommit(descendant));
        }
    }

    /** Whether the history of the commit ends at one of these instead of at a root. */
    boolean reachesAny(Set<ObjectId> boundary) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(head));
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                if (boundary.contains(commit)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The commits beyond a release, children before parents; all of them when it is empty or not in the clone. */
    List<Commit> since(Optional<ReleaseTag> release, String pathFilter) throws IOException {
        try (RevWalk walk = range(release)) {
            walk.sort(RevSort.TOPO);
            if (pathFilter != null) {
                walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(pathFilter), TreeFilter.ANY_DIFF));
            }
            List<Commit> commits = new ArrayList<>();
            for (RevCommit commit : walk) {
                commits.add(plain(commit));
            }
            return commits;
        }
    }

    /** The first-parent line beyond a release, newest first. */
    List<Commit> mainLineSince(Optional<ReleaseTag> release) throws IOException {
        Set<ObjectId> range = new HashSet<>();
        try (RevWalk walk = range(release)) {
            walk.setRetainBody(false);
            for (RevCommit commit : walk) {
                range.add(commit.copy());
            }
        }
        List<Commit> line = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectId next = head;
            while (next != null && range.contains(next)) {
                RevCommit commit = walk.parseCommit(next);
                line.add(plain(commit));
                next = commit.getParentCount() == 0 ? null : commit.getParent(0);
            }
        }
        return line;
    }

    static Commit plain(RevCommit commit) {
        List<String> parents =
                Arrays.stream(commit.getParents()).map(AnyObjectId::name).toList();
        PersonIdent author = commit.getAuthorIdent();
        return new Commit(
                commit.name(),
                parents,
                commit.getFullMessage(),
                author == null ? "" : author.getName(),
                author == null ? "" : author.getEmailAddress());
    }

    private RevWalk range(Optional<ReleaseTag> release) throws IOException {
        RevWalk walk = new RevWalk(repository);
        walk.markStart(walk.parseCommit(head));
        if (release.isPresent() && has(release.get().commit())) {
            walk.markUninteresting(
                    walk.parseCommit(ObjectId.fromString(release.get().commit())));
        }
        return walk;
    }

    /** In a complete clone a commit that is missing is no ancestor of one that is there. */
    private boolean has(String commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.getObjectReader().has(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
        } catch (IncorrectObjectTypeException e) {
            // A tag on a tree or a blob names no commit.
            return false;
        }
    }
}
