package io.jenkins.plugins.delivery.engine.version.jgit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The part of a history that a server sent when it was told that the rest is here. */
final class FetchedPart {

    private FetchedPart() {}

    /**
     * The parents of what came that did not come themselves: where the part ends.
     *
     * @param head a commit that came
     */
    static Set<ObjectId> left(HistoryStore store, ObjectId head) throws IOException {
        Set<ObjectId> left = new HashSet<>();
        Set<ObjectId> seen = new HashSet<>(Set.of(head));
        Deque<ObjectId> open = new ArrayDeque<>(seen);
        try (RevWalk commits = new RevWalk(store)) {
            commits.setRetainBody(false);
            while (!open.isEmpty()) {
                for (RevCommit parent : commits.parseCommit(open.pop()).getParents()) {
                    if (seen.add(parent.copy())) {
                        boolean came = store.hasOwn(parent) && !store.ends().contains(parent);
                        (came ? open : left).add(parent.copy());
                    }
                }
            }
        }
        return left;
    }
}
