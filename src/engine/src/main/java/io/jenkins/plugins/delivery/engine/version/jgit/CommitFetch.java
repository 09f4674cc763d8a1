package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** Asks the remote for all commits that a shallow clone lacks, as a rule without their files. */
final class CommitFetch {

    private final HistoryStore store;
    private final Remote remote;
    private final ObjectId head;

    /** @param store one that shows the clone's objects too */
    CommitFetch(HistoryStore store, Remote remote, ObjectId head) {
        this.store = store;
        this.remote = remote;
        this.head = head;
    }

    /**
     * Fetches from where the clone breaks off. Where the server gives only what its refs name (protocol version 0), from its branches.
     *
     * @param tags objects of tags that are to be there too
     * @param content what to fetch of the history
     * @throws DeliveryException as {@link HistoryStore#fetch}, and when something that the commit contains is still missing
     */
    void fetch(Repository clone, Collection<ObjectId> tags, HistoryContent content) throws IOException {
        List<ObjectId> broken = new ArrayList<>(clone.getObjectDatabase().getShallowCommits());
        if (content == HistoryContent.COMMITS_AND_TREES
                || !clone.getObjectDatabase().has(head)) {
            broken.add(head);
        }
        broken.addAll(tags);
        Optional<DeliveryException> refused = attempt(broken, content);
        if (refused.isEmpty() && isComplete()) {
            return;
        }
        List<ObjectId> branches = new ArrayList<>(tags);
        remote.branches().stream().map(Ref::getObjectId).forEach(branches::add);
        Optional<DeliveryException> failure = attempt(branches, content);
        if (failure.isPresent()) {
            throw refused.orElseGet(failure::get);
        }
        if (!isComplete()) {
            throw refused.orElseGet(() -> new TerminalException(
                    "The branches of " + remote.name() + " do not contain commit " + head.name() + ".",
                    "Push the branch that is built."));
        }
    }

    private Optional<DeliveryException> attempt(List<ObjectId> wanted, HistoryContent content) throws IOException {
        try {
            store.fetch(remote, "fetch the missing commits", wanted, 0, content);
            return Optional.empty();
        } catch (DeliveryException e) {
            return Optional.of(e);
        }
    }

    private boolean isComplete() throws IOException {
        try (HistoryWalk walk = new HistoryWalk(store, head)) {
            walk.readAll();
            return true;
        } catch (MissingObjectException e) {
            return false;
        }
    }
}
