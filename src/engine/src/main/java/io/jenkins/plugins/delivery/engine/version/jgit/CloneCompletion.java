package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;

/** Makes a shallow clone a full one, for servers that cannot send less than whole commits. */
final class CloneCompletion {

    private final Repository clone;
    private final Remote remote;
    private final EngineContext context;

    CloneCompletion(Repository clone, Remote remote, EngineContext context) {
        this.clone = clone;
        this.remote = remote;
        this.context = context;
    }

    /**
     * Fetches the missing history into the clone, which is full afterwards as far as the commit is concerned.
     *
     * @throws TerminalException when the history stays incomplete: any version would be a guess
     */
    void complete(ObjectId head) throws IOException {
        Optional<DeliveryException> failure = Optional.empty();
        for (List<RefSpec> refs : attempts(head)) {
            try {
                remote.unshallow(refs);
            } catch (DeliveryException e) {
                failure = failure.or(() -> Optional.of(e));
                continue;
            }
            if (isComplete(head)) {
                context.log()
                        .info("This clone was shallow; fetched its missing history from " + remote.name()
                                + ", with all files, because the server filters nothing.");
                return;
            }
        }
        throw incomplete(
                failure.map(Throwable::getMessage)
                        .orElse("the branches of " + remote.name() + " do not contain commit " + head.name()),
                failure.orElse(null));
    }

    /** Whether the clone has the commit and everything that it contains. */
    boolean isComplete(ObjectId head) throws IOException {
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

    /** The refusal of a version that would be a guess. */
    TerminalException incomplete(String why, Throwable cause) {
        return new TerminalException(
                "This clone is shallow and its history cannot be completed (" + why
                        + "), so a version would be a guess.",
                context.dryRun()
                        ? "Complete it with 'git fetch --unshallow', or check out without a depth."
                        : "Make the remote reachable (credentialsId), or check out without a depth.",
                cause);
    }

    /** The configured refs, then every branch, then the commits where the history breaks off (a pull request of a fork). */
    private List<List<RefSpec>> attempts(ObjectId head) throws IOException {
        List<RefSpec> boundary = new ArrayList<>();
        boundary.add(new RefSpec(head.name()));
        for (ObjectId commit : clone.getObjectDatabase().getShallowCommits()) {
            boundary.add(new RefSpec(commit.name()));
        }
        return List.of(
                List.of(),
                List.of(new RefSpec("+refs/heads/*:" + Constants.R_REMOTES + remote.name() + "/*")),
                boundary);
    }
}
