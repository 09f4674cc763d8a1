package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * The release before a commit and what came since, however little of the history the clone has. The answer is that of a full clone,
 * or there is none.
 */
final class HistoryReader {

    private final Repository clone;
    private final Remote remote;
    private final HistoryQuery query;
    private final EngineContext context;

    HistoryReader(Repository clone, Remote remote, HistoryQuery query, EngineContext context) {
        this.clone = clone;
        this.remote = remote;
        this.query = query;
        this.context = context;
    }

    /**
     * Reads the history of a commit.
     *
     * @param candidates which releases count, in the order of preference
     * @throws io.jenkins.plugins.delivery.engine.TerminalException when history is missing and cannot be fetched: any version would be
     *     a guess
     */
    HistoryReading read(ObjectId head, ReleaseTags.Candidates candidates) throws IOException {
        if (isComplete(head)) {
            return inFullClone(head, candidates);
        }
        ShallowReader shallow = new ShallowReader(clone, remote, query, context);
        Optional<HistoryReading> known = shallow.inClone(head, candidates);
        if (known.isPresent()) {
            return known.get();
        }
        boolean headIsHere = clone.getObjectDatabase().has(head);
        if (offline()) {
            throw headIsHere
                    ? incomplete(
                            context.dryRun()
                                    ? "a dry run fetches nothing"
                                    : "there is no remote called " + remote.name(),
                            null)
                    : missing(head, ".");
        }
        try {
            return shallow.fetched(head, candidates);
        } catch (DeliveryException e) {
            throw headIsHere
                    ? incomplete(e.getMessage(), e)
                    : missing(head, ", and " + remote.name() + " does not give it: " + e.getMessage());
        }
    }

    /** Whether the clone has the commit and everything that it contains. */
    private boolean isComplete(ObjectId head) throws IOException {
        if (!clone.getObjectDatabase().has(head)) {
            return false;
        }
        Set<ObjectId> boundary = clone.getObjectDatabase().getShallowCommits();
        if (boundary.isEmpty()) {
            return true;
        }
        try (HistoryWalk walk = new HistoryWalk(clone, head)) {
            return !walk.reachesAny(boundary);
        }
    }

    private TerminalException incomplete(String why, Throwable cause) {
        return new TerminalException(
                "This clone is shallow and its history cannot be completed (" + why
                        + "), so a version would be a guess.",
                context.dryRun()
                        ? "Complete it with 'git fetch --unshallow', or check out without a depth."
                        : "Make the remote reachable (credentialsId), or check out without a depth.",
                cause);
    }

    private HistoryReading inFullClone(ObjectId head, ReleaseTags.Candidates candidates) throws IOException {
        try (HistoryWalk walk = new HistoryWalk(clone, head)) {
            PreviousRelease.Since since = new PreviousRelease(walk, query.contentCounts()).among(candidates.inOrder());
            List<ObjectId> unknown = query.contentCounts() ? candidates.unknownAbove(since.tag(), clone) : List.of();
            return unknown.isEmpty() || offline()
                    ? HistoryReading.of(clone, walk, since, query.pathFilter())
                    : withTags(walk, since, candidates.inOrder(), unknown);
        }
    }

    /** Releases of other branches are no ancestors, but what was merged for them may be; so those tags are looked at too. */
    private HistoryReading withTags(
            HistoryWalk walk, PreviousRelease.Since since, List<ReleaseTag> candidates, List<ObjectId> unknown)
            throws IOException {
        HistoryStore store = HistoryStore.over(clone, true);
        try (HistoryWalk more = new HistoryWalk(store, walk.head())) {
            Transfer transfer = new Transfer();
            fetchTags(store, unknown);
            transfer.add(store);
            context.log()
                    .info("Looked at " + unknown.size() + (unknown.size() == 1 ? " release tag" : " release tags")
                            + " of " + remote.name() + " that this clone lacks: fetched " + transfer + ".");
            PreviousRelease.Since better = new PreviousRelease(more, true).among(candidates);
            return HistoryReading.of(store, more, better, query.pathFilter());
        } catch (DeliveryException e) {
            context.log().warn("Releases of other branches could not be looked at: " + e.getMessage());
            return HistoryReading.of(clone, walk, since, query.pathFilter());
        } finally {
            store.discard(context.log());
        }
    }

    private void fetchTags(HistoryStore store, List<ObjectId> tags) throws IOException {
        try {
            store.fetch(remote, "fetch release tags", tags, 0, HistoryContent.COMMITS);
        } catch (DeliveryException withoutFilter) {
            store.fetch(remote, "fetch release tags", tags, 0, HistoryContent.EVERYTHING);
        }
    }

    private NotFoundException missing(ObjectId head, String why) {
        return new NotFoundException(
                "The Git repository in " + context.workDir() + " has no commit " + head.name() + why,
                "Fetch it, or name one that is there.");
    }

    private boolean offline() {
        return context.dryRun() || !remote.isConfigured();
    }
}
