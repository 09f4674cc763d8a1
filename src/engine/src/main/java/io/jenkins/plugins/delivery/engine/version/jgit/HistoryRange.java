package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.version.Commit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * What a commit contains beyond another one, the base: read in one walk, which also tells whether the base is contained.
 *
 * <p>If it is, a path leads down to it, and the last commit on that path before the base cannot be an ancestor of the base: so it is
 * in the range and has the base as a parent. The reverse is plain.
 */
final class HistoryRange {

    private final RevWalk walk;
    private final ObjectId head;
    private final List<RevCommit> newestFirst;
    private final Set<ObjectId> left = new HashSet<>();

    /**
     * @param walk that met the commits
     * @param head the commit
     * @param newestFirst children before their parents
     */
    HistoryRange(RevWalk walk, ObjectId head, List<RevCommit> newestFirst) {
        this.walk = walk;
        this.head = head;
        this.newestFirst = newestFirst;
        newestFirst.forEach(commit -> left.addAll(Arrays.asList(commit.getParents())));
        // One by one: removeAll of a list that is longer than the set looks through the list for each element.
        newestFirst.forEach(left::remove);
    }

    /** Nothing is beyond the base: the commit is the base or an ancestor of it. */
    boolean isEmpty() {
        return newestFirst.isEmpty();
    }

    /** Whether a commit of the range has this one, which is outside, as a parent: so the base itself, when it is contained. */
    boolean leavesTo(AnyObjectId commit) {
        return left.contains(commit);
    }

    /** The parents of the range that are not in it. */
    Set<ObjectId> left() {
        return Set.copyOf(left);
    }

    /** Whether one of these is in the range. */
    boolean containsAny(Set<ObjectId> commits) {
        return !commits.isEmpty() && newestFirst.stream().anyMatch(commits::contains);
    }

    /** All commits, newest first. */
    List<Commit> commits() throws IOException {
        List<Commit> commits = new ArrayList<>(newestFirst.size());
        for (RevCommit commit : newestFirst) {
            walk.parseBody(commit);
            commits.add(plain(commit));
        }
        return commits;
    }

    /**
     * The first-parent line from the commit, newest first.
     *
     * @param commits of the range as {@link #commits} gave them, so that no message is decoded twice
     */
    List<Commit> mainLine(List<Commit> commits) {
        List<Commit> line = new ArrayList<>();
        String next = head.name();
        // Children come before their parents, so that one pass meets the line in its order.
        for (Commit commit : commits) {
            if (commit.id().equals(next)) {
                line.add(commit);
                next = commit.parents().isEmpty() ? "" : commit.parents().get(0);
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
}
