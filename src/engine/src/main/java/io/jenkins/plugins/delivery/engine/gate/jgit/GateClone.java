package io.jenkins.plugins.delivery.engine.gate.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.jgit.GitAccess;
import io.jenkins.plugins.delivery.engine.git.jgit.LocalClone;
import io.jenkins.plugins.delivery.engine.git.jgit.RemoteFailure;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;

/** The checkout that a gate judges, and the remote that has what it lacks. */
final class GateClone implements AutoCloseable {

    private final Repository repository;
    private final String remote;
    private final GitAccess access;
    private final EngineContext context;

    private GateClone(Repository repository, String remote, GitAccess access, EngineContext context) {
        this.repository = repository;
        this.remote = remote;
        this.access = access;
        this.context = context;
    }

    static GateClone open(String remote, String credentialsId, EngineContext context) {
        return new GateClone(LocalClone.open(context), remote, GitAccess.of(credentialsId, context), context);
    }

    Repository repository() {
        return repository;
    }

    String remote() {
        return remote;
    }

    /** @throws TerminalException when nothing is checked out */
    ObjectId head() throws IOException {
        ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null) {
            throw new TerminalException(
                    "The Git repository in " + context.workDir() + " has no commit checked out.",
                    "Check out the service repository first (checkout scm).");
        }
        return head;
    }

    /**
     * The commit where the checkout left a branch of the remote. The branch is fetched when the clone does not have it, and the rest of
     * the history when the clone is shallow, because that may end before the two meet.
     *
     * @throws TerminalException when the branch is not there, or the two have nothing in common
     */
    ObjectId leftAt(String branch) throws IOException {
        Optional<ObjectId> tip = tip(branch);
        if (tip.isEmpty() || shallow()) {
            fetch(branch);
            tip = tip(branch);
        }
        ObjectId target = tip.orElseThrow(() -> new TerminalException(
                "The remote " + remote + " has no branch " + branch + " to compare with.",
                "Correct the name of the branch."));
        return mergeBase(target, branch);
    }

    /** A commit that is named by its id, if the clone has it. */
    Optional<ObjectId> commit(String id) throws IOException {
        return ObjectId.isId(id) && repository.getObjectDatabase().has(ObjectId.fromString(id))
                ? Optional.of(ObjectId.fromString(id))
                : Optional.empty();
    }

    private ObjectId mergeBase(ObjectId target, String branch) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(head()));
            walk.markStart(walk.parseCommit(target));
            RevCommit base = walk.next();
            if (base == null) {
                throw new TerminalException(
                        "This checkout and the branch " + branch + " have no commit in common"
                                + (shallow() ? ", as far as this shallow clone knows." : "."),
                        shallow() ? "Check out without a depth." : "Correct the name of the branch.");
            }
            return base.getId();
        }
    }

    private Optional<ObjectId> tip(String branch) throws IOException {
        Ref ref = repository.exactRef(tracking(branch));
        return Optional.ofNullable(ref).map(Ref::getObjectId);
    }

    private String tracking(String branch) {
        return Constants.R_REMOTES + remote + "/" + branch;
    }

    boolean shallow() throws IOException {
        return !repository.getObjectDatabase().getShallowCommits().isEmpty();
    }

    /** What the remote has under a full name now; the zero id when it has nothing there. */
    ObjectId remoteTip(String ref) {
        return talk("ask for " + ref, Transport.Operation.FETCH, transport -> {
            try (FetchConnection connection = transport.openFetch(List.of(), ref)) {
                Ref there = connection.getRef(ref);
                return there == null ? ObjectId.zeroId() : there.getObjectId();
            }
        });
    }

    /** A conversation over an open connection. */
    @FunctionalInterface
    interface Conversation<T> {
        T with(Transport transport) throws IOException, URISyntaxException;
    }

    /** @param what it is about, for "could not …" */
    <T> T talk(String what, Transport.Operation operation, Conversation<T> conversation) {
        try (Transport transport = access.openRemote(repository, remote, operation)) {
            return conversation.with(transport);
        } catch (IOException | URISyntaxException e) {
            throw failure(what, e);
        }
    }

    private DeliveryException failure(String what, Exception e) {
        return RemoteFailure.of("The gate could not " + what + " of " + remote, remote, e, context);
    }

    private void fetch(String branch) throws IOException {
        if (remoteTip(Constants.R_HEADS + branch).equals(ObjectId.zeroId())) {
            // The caller says so.
            return;
        }
        List<RefSpec> wanted = new ArrayList<>();
        wanted.add(new RefSpec("+" + Constants.R_HEADS + branch + ":" + tracking(branch)));
        FetchCommand command = Git.wrap(repository).fetch();
        if (shallow()) {
            context.log()
                    .info("The clone is shallow; the rest of its history is fetched to find where it left " + branch
                            + ".");
            // What is checked out may belong to a pull request, whose commits no branch has.
            wanted.add(new RefSpec(head().name() + ":refs/delivery/head"));
            command.setUnshallow(true);
        }
        try {
            command.setRemote(remote)
                    .setRefSpecs(wanted)
                    .setTagOpt(TagOpt.NO_TAGS)
                    .setTransportConfigCallback(access)
                    .call();
        } catch (GitAPIException e) {
            throw failure("fetch the branch " + branch, e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
