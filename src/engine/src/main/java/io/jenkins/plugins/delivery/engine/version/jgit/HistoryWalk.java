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
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Questions to the commit graph, all asked from one commit. What was read of a commit is kept for the next question; close it after
 * the last one.
 */
final class HistoryWalk implements AutoCloseable {

    private final Repository repository;
    private final ObjectId head;
    private final RevWalk walk;
    private final boolean graph;

    HistoryWalk(Repository repository, ObjectId head) throws IOException {
        this.repository = repository;
        this.head = head;
        this.walk = new RevWalk(repository);
        // With a commit-graph, parents are known without reading the commits; without one, headers and body are read
        // together.
        this.graph = walk.getObjectReader().getCommitGraph().isPresent();
    }

    ObjectId head() {
        return head;
    }

    /** The commit itself. */
    RevCommit headCommit() throws IOException {
        RevCommit commit = walk.parseCommit(head);
        walk.parseBody(commit);
        return commit;
    }

    /** What a commit merged into its first parent; empty when it is no merge. */
    List<ObjectId> mergedParents(AnyObjectId commit) throws IOException {
        return Arrays.stream(walk.parseCommit(commit).getParents())
                .skip(1)
                .map(RevCommit::copy)
                .toList();
    }

    /** The lowest rank of a tag whose commit is contained, by one walk over all of the history. */
    Optional<Integer> lowestContained(List<ReleaseTag> highestFirst) throws IOException {
        Map<AnyObjectId, Integer> ranks = new HashMap<>();
        for (int rank = 0; rank < highestFirst.size(); rank++) {
            String commit = highestFirst.get(rank).commit();
            if (!commit.isEmpty() && !commit.equals(head.name())) {
                ranks.putIfAbsent(ObjectId.fromString(commit), rank);
            }
        }
        int best = Integer.MAX_VALUE;
        restart(false);
        for (RevCommit commit = walk.next(); commit != null && best > 0; commit = walk.next()) {
            best = Math.min(best, ranks.getOrDefault(commit, Integer.MAX_VALUE));
        }
        return best == Integer.MAX_VALUE ? Optional.empty() : Optional.of(best);
    }

    /** Whether {@code ancestor} is {@code descendant} or one of its ancestors. */
    boolean contains(AnyObjectId descendant, AnyObjectId ancestor) throws IOException {
        walk.reset();
        walk.sort(RevSort.NONE);
        walk.setRetainBody(false);
        return walk.isMergedInto(walk.parseCommit(ancestor), walk.parseCommit(descendant));
    }

    /** Whether the history of the commit ends at one of these instead of at a root. */
    boolean reachesAny(Set<ObjectId> boundary) throws IOException {
        restart(false);
        for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
            if (boundary.contains(commit)) {
                return true;
            }
        }
        return false;
    }

    /** The commit and its newest ancestors. */
    Set<ObjectId> nearest(int most) throws IOException {
        restart(false);
        Set<ObjectId> commits = new HashSet<>();
        for (RevCommit commit = walk.next(); commit != null && commits.size() < most; commit = walk.next()) {
            commits.add(commit.copy());
        }
        return commits;
    }

    /**
     * Meets every commit of the history.
     *
     * @throws MissingObjectException when one is not there
     */
    void readAll() throws IOException {
        reachesAny(Set.of());
    }

    /** The commits beyond a release; all of them when it is empty or not in the clone. */
    HistoryRange since(Optional<ReleaseTag> release) throws IOException {
        Optional<RevCommit> base = release.isPresent() ? find(release.get()) : Optional.empty();
        return beyond(base.isPresent() ? List.of(base.get()) : List.of());
    }

    /** The commits that are neither one of these nor an ancestor of one. */
    HistoryRange beyond(Collection<? extends AnyObjectId> bases) throws IOException {
        restart(!graph);
        walk.sort(RevSort.TOPO);
        for (AnyObjectId base : bases) {
            walk.markUninteresting(walk.parseCommit(base));
        }
        List<RevCommit> commits = new ArrayList<>();
        for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
            commits.add(commit);
        }
        return new HistoryRange(walk, head, commits);
    }

    /** As {@link #since}, but only the commits that touch a path. Children before their parents. */
    List<Commit> touching(String path, Optional<ReleaseTag> release) throws IOException {
        Optional<RevCommit> base = release.isPresent() ? find(release.get()) : Optional.empty();
        // A filter rewrites the parents of the commits, so that they are of no use to other questions.
        try (RevWalk filtered = new RevWalk(repository)) {
            filtered.markStart(filtered.parseCommit(head));
            if (base.isPresent()) {
                filtered.markUninteresting(filtered.parseCommit(base.get()));
            }
            filtered.sort(RevSort.TOPO);
            filtered.setTreeFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
            List<Commit> commits = new ArrayList<>();
            for (RevCommit commit : filtered) {
                commits.add(HistoryRange.plain(commit));
            }
            return commits;
        }
    }

    /** The commit of a tag; in a complete clone one that is missing is no ancestor of one that is there. */
    Optional<RevCommit> find(ReleaseTag tag) throws IOException {
        if (tag.commit().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(walk.parseCommit(ObjectId.fromString(tag.commit())));
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            // Of another branch, or a tag on a tree or a blob, which names no commit.
            return Optional.empty();
        }
    }

    private void restart(boolean retainBody) throws IOException {
        walk.reset();
        walk.sort(RevSort.NONE);
        walk.setRetainBody(retainBody);
        walk.markStart(walk.parseCommit(head));
    }

    @Override
    public void close() {
        walk.close();
    }
}
