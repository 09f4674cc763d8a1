package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;

/**
 * Gets from the remote what a CI clone lacks, and says so: the list of tags (their names and ids are enough to know which ones a
 * complete history contains) and the history of a shallow clone. A dry run gets nothing.
 */
final class CloneCompletion {

    private final Repository repository;
    private final Remote remote;
    private final EngineContext context;

    CloneCompletion(Repository repository, Remote remote, EngineContext context) {
        this.repository = repository;
        this.remote = remote;
        this.context = context;
    }

    /**
     * Adds what the remote lists. A remote that cannot be reached is reported and leaves the clone's own tags.
     *
     * @param exact whether the clone's own tags are not enough
     * @throws TerminalException when the remote refuses and the clone has no tags: "never released" would be a guess
     * @throws DeliveryException when the remote does not answer and {@code exact} is asked for
     */
    void addRemoteTags(ReleaseTags tags, boolean exact) {
        if (offline()) {
            explainForeign(tags);
            return;
        }
        if (remote.isSsh()) {
            context.log()
                    .warn("The tags of " + remote.name()
                            + " are not read by SSH, so only those of this clone are known; fetch tags at checkout or use an"
                            + " HTTPS URL.");
            explainForeign(tags);
            return;
        }
        try {
            int before = tags.byVersion().size();
            tags.addRemote(remote.tags());
            int more = tags.byVersion().size() - before;
            if (more > 0) {
                context.log().info("Read " + more + " release tags from " + remote.name() + " that this clone lacks.");
            }
            tags.moved()
                    .forEach(tag -> context.log().warn("Tag " + tag + "; the one on " + remote.name() + " counts."));
        } catch (DeliveryException e) {
            if (exact || e instanceof TerminalException && tags.byVersion().isEmpty()) {
                throw e;
            }
            context.log().warn("Only the tags of this clone are known, which may be too few: " + e.getMessage());
        }
        explainForeign(tags);
    }

    private void explainForeign(ReleaseTags tags) {
        if (tags.byVersion().isEmpty() && tags.foreign() > 0) {
            context.log()
                    .warn("No release tag begins with the prefix, but "
                            + (tags.foreign() == 1 ? "1 tag is a version" : tags.foreign() + " tags are versions")
                            + " without it or with a v; set prefix to how releases are tagged.");
        } else {
            tags.higherForeign().ifPresent(tag -> context.log()
                    .warn("Tag " + tag
                            + " is a higher version than any tag with the prefix; if releases are tagged like it,"
                            + " set prefix to match."));
        }
    }

    /**
     * Fetches the missing history of a shallow clone.
     *
     * @throws TerminalException when the history stays incomplete: any version would be a guess
     */
    void completeHistory(HistoryWalk walk) throws IOException {
        if (isComplete(walk)) {
            return;
        }
        if (offline()) {
            throw incomplete(
                    context.dryRun() ? "a dry run fetches nothing" : "there is no remote called " + remote.name(),
                    null);
        }
        Optional<DeliveryException> failure = Optional.empty();
        for (List<RefSpec> refs : attempts()) {
            try {
                remote.unshallow(refs);
            } catch (DeliveryException e) {
                failure = failure.or(() -> Optional.of(e));
                continue;
            }
            if (isComplete(walk)) {
                context.log().info("This clone was shallow; fetched its missing history from " + remote.name() + ".");
                return;
            }
        }
        throw incomplete(
                failure.map(Throwable::getMessage)
                        .orElse("the branches of " + remote.name() + " do not contain the checked-out commit"),
                failure.orElse(null));
    }

    /** The configured refs, then every branch, then the commits where the history breaks off (a pull request of a fork). */
    private List<List<RefSpec>> attempts() throws IOException {
        List<RefSpec> boundary = new ArrayList<>();
        for (ObjectId commit : shallowCommits()) {
            boundary.add(new RefSpec(commit.name()));
        }
        return List.of(
                List.of(),
                List.of(new RefSpec("+refs/heads/*:" + Constants.R_REMOTES + remote.name() + "/*")),
                boundary);
    }

    /** Fetches tags whose commits the clone lacks, so that their parents can be looked at. */
    void fetchMissing(List<ReleaseTag> tags) throws IOException {
        List<RefSpec> missing = new ArrayList<>();
        for (ReleaseTag tag : tags) {
            if (!repository.getObjectDatabase().has(ObjectId.fromString(tag.commit()))) {
                missing.add(new RefSpec("+" + Constants.R_TAGS + tag.name() + ":" + Constants.R_TAGS + tag.name()));
            }
        }
        if (missing.isEmpty() || offline()) {
            return;
        }
        try {
            remote.fetch(missing);
            context.log().info("Fetched " + missing.size() + " release tags from " + remote.name() + ".");
        } catch (DeliveryException e) {
            context.log().warn("Releases of other branches could not be looked at: " + e.getMessage());
        }
    }

    private boolean offline() {
        return context.dryRun() || !remote.isConfigured();
    }

    private boolean isComplete(HistoryWalk walk) throws IOException {
        Set<ObjectId> boundary = shallowCommits();
        return boundary.isEmpty() || !walk.reachesAny(boundary);
    }

    private Set<ObjectId> shallowCommits() throws IOException {
        return repository.getObjectDatabase().getShallowCommits();
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
}
