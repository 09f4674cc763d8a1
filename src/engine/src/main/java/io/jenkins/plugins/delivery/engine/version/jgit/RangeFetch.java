package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Asks the remote for the commits beyond one release, as a rule without their files. The server is told that the release is here; so it sends
 * exactly what the commit contains beyond it, and from that follows whether the commit contains the release (see
 * {@link HistoryRange}).
 */
final class RangeFetch {

    private final HistoryStore store;
    private final Remote remote;
    private final ObjectId head;
    private final HistoryContent content;

    /** @param store a fresh one, which shows nothing else */
    RangeFetch(HistoryStore store, Remote remote, ObjectId head, HistoryContent content) {
        this.store = store;
        this.remote = remote;
        this.head = head;
        this.content = content;
    }

    /**
     * Fetches and looks.
     *
     * @param tagObject what the ref of the tag names
     * @param contentCounts whether the release is contained when only the branch that was merged for it is
     * @return empty when the commit does not contain the release
     * @throws io.jenkins.plugins.delivery.engine.DeliveryException as {@link HistoryStore#fetch}
     */
    Optional<HistoryRange> since(ReleaseTag tag, ObjectId tagObject, boolean contentCounts) throws IOException {
        Optional<HistoryRange> range = find(tag, tagObject, contentCounts);
        // What was said to be here may be asked for now.
        store.endOnlyAt(Set.of());
        return range;
    }

    private Optional<HistoryRange> find(ReleaseTag tag, ObjectId tagObject, boolean contentCounts) throws IOException {
        ObjectId release = ObjectId.fromString(tag.commit());
        HistoryRange range = beyond(release);
        if (range.isEmpty()) {
            return Optional.empty();
        }
        if (range.leavesTo(release)) {
            return Optional.of(range);
        }
        if (contentCounts) {
            for (ObjectId merged : mergedBy(release, tagObject)) {
                if (range.leavesTo(merged) || beyond(merged).leavesTo(merged)) {
                    return Optional.of(range);
                }
            }
        }
        return Optional.empty();
    }

    private HistoryRange beyond(ObjectId base) throws IOException {
        store.endOnlyAt(Set.of(base));
        store.fetch(remote, "fetch the commits since the last release", List.of(head), 0, content);
        if (store.hasOwn(head)) {
            store.endAt(FetchedPart.left(store, head));
        } else {
            // The base contains the commit, so nothing came.
            store.endAt(Set.of(head));
        }
        try (HistoryWalk walk = new HistoryWalk(store, head)) {
            return walk.beyond(store.ends());
        }
    }

    /** What the tagged merge merged; empty when it is no merge. */
    private List<ObjectId> mergedBy(ObjectId release, ObjectId tagObject) throws IOException {
        // The clone has the files of its own commit, so a server without filters need not send those that are the same.
        store.endOnlyAt(Set.of(head));
        store.fetch(remote, "fetch the commit of the last release", List.of(tagObject), 1, content);
        try (HistoryWalk walk = new HistoryWalk(store, release)) {
            return walk.mergedParents(release);
        }
    }
}
