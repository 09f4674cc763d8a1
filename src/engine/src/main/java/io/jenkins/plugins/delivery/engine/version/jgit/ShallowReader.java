package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import java.io.IOException;
import java.util.ArrayList;
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

    /**
     * The answer from what the remote sends.
     *
     * @throws DeliveryException when it does not send enough
     */
    HistoryReading fetched(ObjectId head, ReleaseTags.Candidates candidates) throws IOException {
        HistoryContent least = query.pathFilter() == null ? HistoryContent.COMMITS : HistoryContent.COMMITS_AND_TREES;
        List<DeliveryException> refusals = new ArrayList<>();
        for (HistoryContent content : List.of(least, HistoryContent.EVERYTHING)) {
            try {
                Optional<HistoryReading> range = byRange(head, candidates, content);
                return range.isPresent() ? range.get() : byCommits(head, candidates, content);
            } catch (DeliveryException e) {
                // A server without filters; without them it sends more.
                refusals.add(e);
            }
        }
        throw refusals.get(refusals.size() - 1);
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

    private HistoryReading byCommits(ObjectId head, ReleaseTags.Candidates candidates, HistoryContent content)
            throws IOException {
        HistoryStore store = HistoryStore.over(clone, false);
        try {
            List<ObjectId> tags = query.contentCounts() ? candidates.unknownAbove(Optional.empty(), clone) : List.of();
            new CommitFetch(store, remote, head).fetch(clone, tags, content);
            transfer.add(store);
            say("the missing commits", content);
            try (HistoryWalk walk = new HistoryWalk(store, head)) {
                PreviousRelease.Since since =
                        new PreviousRelease(walk, query.contentCounts()).among(candidates.inOrder());
                return HistoryReading.of(store, walk, since, query.pathFilter());
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
