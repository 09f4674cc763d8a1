package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.promotion.HistoryCommit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The commits of a branch and of its records, newest first, read once for all who look through them. */
final class CommitList {

    private final BareClone clone;
    private final JGitRemote.Tips from;
    private final List<HistoryCommit> commits = new ArrayList<>();
    private final Set<ObjectId> seen = new HashSet<>();
    private int reach = -1;
    private int wanted = 64;
    private boolean whole;

    CommitList(BareClone clone, JGitRemote.Tips from) {
        this.clone = clone;
        this.from = from;
    }

    JGitRemote.Tips from() {
        return from;
    }

    /** Looks through them, getting more history as needed, until the function finds something. */
    <T> Optional<T> search(int atMost, Function<HistoryCommit, Optional<T>> look, JGitRemote remote) {
        for (int place = 0; place < atMost; place++) {
            int known = clone.reach();
            Optional<HistoryCommit> commit = get(place);
            while (commit.isEmpty() && clone.deepen(known, remote)) {
                known = clone.reach();
                commit = get(place);
            }
            Optional<T> found = commit.flatMap(look);
            if (commit.isEmpty() || found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The commit at this place; empty behind the last that the clone has. */
    private synchronized Optional<HistoryCommit> get(int place) {
        if (reach != clone.reach()) {
            reach = clone.reach();
            whole = false;
        }
        while (place >= commits.size() && !whole) {
            wanted *= 4;
            read();
        }
        return place < commits.size() ? Optional.of(commits.get(place)) : Optional.empty();
    }

    private void read() {
        try (RevWalk walk = new RevWalk(clone.repository())) {
            Set<ObjectId> ends = ends();
            walk.markStart(walk.parseCommit(from.branch()));
            if (from.records() != null) {
                walk.markStart(walk.parseCommit(from.records()));
            }
            for (RevCommit commit : walk) {
                if (commits.size() >= wanted) {
                    return;
                }
                if (seen.add(commit.copy())) {
                    commits.add(history(clone.repository(), commit));
                }
                if (ends.contains(commit)) {
                    break;
                }
            }
            whole = true;
        } catch (IOException e) {
            throw clone.spoiled("The history", e);
        }
    }

    /** Where one of two histories ends in this clone, the other is not told further: what is between them may be missing. */
    private Set<ObjectId> ends() throws IOException {
        return from.records() == null
                ? Set.of()
                : clone.repository().getObjectDatabase().getShallowCommits();
    }

    /** A commit as it counts: a record that was written afterwards stands for the commit whose message lacks it. */
    static HistoryCommit history(Repository repository, RevCommit commit) throws IOException {
        String message = commit.getFullMessage();
        String landed = Landed.by(message);
        if (landed != null) {
            try (RevWalk walk = new RevWalk(repository)) {
                return history(walk.parseCommit(ObjectId.fromString(landed)), message);
            } catch (MissingObjectException e) {
                return history(commit, message);
            }
        }
        return history(commit, message);
    }

    private static HistoryCommit history(RevCommit commit, String message) {
        return new HistoryCommit(
                commit.name(),
                commit.getParentCount() == 0 ? null : commit.getParent(0).name(),
                message);
    }
}
