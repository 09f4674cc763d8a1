package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * Reads a history that a clone lacks, and fetches as little as it can: nothing when the last release is near, else the commits since
 * that release, else all commits. What is fetched is forgotten afterwards, so that the clone stays as it is.
 */
final class ShallowReader {

    /** So many releases are asked for one by one before all commits are fetched at once. */
    private static final int RANGES = 3;

    private final Repository clone;
    private final Remote remote;
    private final HistoryQuery query;
    private final EngineContext context;
    private final Transfer transfer = new Transfer();

    ShallowReader(Repository clone, Remote remote, HistoryQuery query, EngineContext context) {
        this.clone = clone;
        this.remote = remote;
        this.query = query;
        this.context = context;
    }

    /** The answer, where the clone reaches beyond the highest release. */
    Optional<HistoryReading> inClone(ObjectId head, ReleaseTags.Candidates candidates) throws IOException {
        if (candidates.inOrder().isEmpty()
                || query.pathFilter() != null
                || !clone.getObjectDatabase().has(head)) {
            return Optional.empty();
        }
        try (HistoryWalk walk = new HistoryWalk(clone, head)) {
            Optional<PreviousRelease.Since> since = new PreviousRelease(walk, query.contentCounts())
                    .inPart(
                            candidates.inOrder().get(0),
                            clone.getObjectDatabase().getShallowCommits());
            return since.isPresent()
                    ? Optional.of(HistoryReading.of(clone, walk, since.get(), null))
                    : Optional.empty();
        }
    }

    /** The answer from what the remote sends; empty when it sends no commits without their history and files. */
    Optional<HistoryReading> fetched(ObjectId head, ReleaseTags.Candidates candidates) throws IOException {
        try {
            Optional<HistoryReading> range = byRange(head, candidates, HistoryContent.COMMITS);
            return range.isPresent() ? range : byCommits(head, candidates);
        } catch (DeliveryException withoutFilter) {
            try {
                return byRange(head, candidates, HistoryContent.EVERYTHING);
            } catch (DeliveryException e) {
                // The server gives nothing but what its refs name; what it says to that is reported.
                return Optional.empty();
            }
        }
    }

    private Optional<HistoryReading> byRange(ObjectId head, ReleaseTags.Candidates candidates, HistoryContent content)
            throws IOException {
        List<ReleaseTag> tags = candidates.inOrder();
        // The folders of a commit can only be compared with those of its parents, which are beyond the range.
        int most = query.pathFilter() == null ? Math.min(RANGES, tags.size()) : 0;
        for (ReleaseTag tag : tags.subList(0, most)) {
            HistoryStore store = HistoryStore.apartFrom(clone);
            try {
                Optional<HistoryRange> range = new RangeFetch(store, remote, head, content)
                        .since(tag, candidates.object(tag), query.contentCounts());
                transfer.add(store);
                if (range.isPresent()) {
                    say("what commit " + Commit.shortId(head.name()) + " has beyond " + tag.name(), content);
                    try (HistoryWalk walk = new HistoryWalk(store, head)) {
                        PreviousRelease.Since since = new PreviousRelease.Since(Optional.of(tag), range.get());
                        return Optional.of(HistoryReading.of(store, walk, since, null));
                    }
                }
            } finally {
                store.discard(context.log());
            }
        }
        return Optional.empty();
    }

    private Optional<HistoryReading> byCommits(ObjectId head, ReleaseTags.Candidates candidates) throws IOException {
        HistoryContent content = query.pathFilter() == null ? HistoryContent.COMMITS : HistoryContent.COMMITS_AND_TREES;
        HistoryStore store = HistoryStore.over(clone, false);
        try {
            List<ObjectId> tags = query.contentCounts() ? candidates.unknownAbove(Optional.empty(), clone) : List.of();
            boolean complete = new CommitFetch(store, remote, head).fetch(clone, tags, content);
            transfer.add(store);
            if (!complete) {
                return Optional.empty();
            }
            say("the missing commits", content);
            try (HistoryWalk walk = new HistoryWalk(store, head)) {
                PreviousRelease.Since since =
                        new PreviousRelease(walk, query.contentCounts()).among(candidates.inOrder());
                return Optional.of(HistoryReading.of(store, walk, since, query.pathFilter()));
            }
        } finally {
            store.discard(context.log());
        }
    }

    private void say(String what, HistoryContent content) {
        String files = content == HistoryContent.EVERYTHING
                ? ", files included, because the server filters nothing"
                : ", without files";
        context.log()
                .info("This clone is shallow; fetched " + what + " from " + remote.name() + files + ": " + transfer
                        + ". The clone was left as it is.");
    }
}
