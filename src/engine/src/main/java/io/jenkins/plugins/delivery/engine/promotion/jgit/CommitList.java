package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.promotion.HistoryCommit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The commits from one backwards, newest first, read once for all who look through them. */
final class CommitList {

    private final BareClone clone;
    private final ObjectId from;
    private final List<HistoryCommit> commits = new ArrayList<>();
    private final Set<ObjectId> seen = new HashSet<>();
    private int reach = -1;
    private int wanted = 64;
    private boolean whole;

    CommitList(BareClone clone, ObjectId from) {
        this.clone = clone;
        this.from = from;
    }

    ObjectId from() {
        return from;
    }

    /** The commit at this place; empty behind the last that the clone has. */
    synchronized Optional<HistoryCommit> get(int place) {
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
            walk.markStart(walk.parseCommit(from));
            for (RevCommit commit : walk) {
                if (commits.size() >= wanted) {
                    return;
                }
                if (seen.add(commit.copy())) {
                    commits.add(history(commit));
                }
            }
            whole = true;
        } catch (IOException e) {
            throw clone.spoiled("The history", e);
        }
    }

    static HistoryCommit history(RevCommit commit) {
        return new HistoryCommit(
                commit.name(),
                commit.getParentCount() == 0 ? null : commit.getParent(0).name(),
                commit.getFullMessage());
    }
}
