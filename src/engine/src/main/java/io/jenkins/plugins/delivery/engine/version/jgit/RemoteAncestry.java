package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * Which commits of a clone or of its remote contain another one. The remote sends what they have beyond it, without files; the clone
 * stays as it is.
 */
final class RemoteAncestry {

    /** More than anybody commits without pushing. */
    private static final int NEAREST = 100;

    private final Repository clone;
    private final Remote remote;
    private final EngineContext context;

    RemoteAncestry(Repository clone, Remote remote, EngineContext context) {
        this.clone = clone;
        this.remote = remote;
        this.context = context;
    }

    /**
     * Which of these contain the commit, for all that the clone knows.
     *
     * @param descendants commits that may contain it
     */
    Set<ObjectId> inClone(ObjectId ancestor, Collection<ObjectId> descendants) throws IOException {
        Set<ObjectId> containing = new HashSet<>();
        try (HistoryWalk walk = new HistoryWalk(clone, ancestor)) {
            for (ObjectId descendant : descendants) {
                if (clone.getObjectDatabase().has(descendant) && walk.contains(descendant, ancestor)) {
                    containing.add(descendant);
                }
            }
        }
        return containing;
    }

    /** Whether a no of {@link #inClone} can be relied on. */
    boolean isKnown(ObjectId descendant) throws IOException {
        return clone.getObjectDatabase().getShallowCommits().isEmpty()
                && clone.getObjectDatabase().has(descendant);
    }

    /**
     * Which of these contain the commit, as the remote knows it. A remote that cannot tell is reported, and then none does.
     *
     * @param descendants by commit, what a ref of the remote names for it: the commit itself or a tag on it
     */
    Set<ObjectId> onRemote(ObjectId ancestor, Map<ObjectId, ObjectId> descendants) throws IOException {
        if (descendants.isEmpty() || context.dryRun() || !remote.isConfigured()) {
            return Set.of();
        }
        try {
            return asked(ancestor, descendants, HistoryContent.COMMITS);
        } catch (DeliveryException withoutFilter) {
            try {
                return asked(ancestor, descendants, HistoryContent.EVERYTHING);
            } catch (DeliveryException e) {
                context.log().warn("What came after " + ancestor.name() + " could not be looked at: " + e.getMessage());
                return Set.of();
            }
        }
    }

    /** The commit and some of its ancestors, so that a remote that lacks the commit need not send all of its history. */
    private Set<ObjectId> nearest(ObjectId ancestor) throws IOException {
        try (HistoryWalk walk = new HistoryWalk(clone, ancestor)) {
            return walk.nearest(NEAREST);
        }
    }

    private Set<ObjectId> asked(ObjectId ancestor, Map<ObjectId, ObjectId> descendants, HistoryContent content)
            throws IOException {
        HistoryStore store = HistoryStore.apartFrom(clone);
        try {
            store.endOnlyAt(nearest(ancestor));
            store.fetch(remote, "fetch what came after a commit", descendants.values(), 0, content);
            Set<ObjectId> containing = new HashSet<>();
            for (ObjectId descendant : descendants.keySet()) {
                if (descendant.equals(ancestor)
                        || store.hasOwn(descendant)
                                && FetchedPart.left(store, descendant).contains(ancestor)) {
                    containing.add(descendant);
                }
            }
            return containing;
        } finally {
            store.discard(context.log());
        }
    }
}
