package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.jgit.GitAccess;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.PushOutcome;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.RemoteRefUpdate.Status;
import org.eclipse.jgit.transport.Transport;

/** The conversation with one branch of one remote: fetch it, and push to it by compare-and-set. */
final class JGitRemote {

    private final GitOpsAddress address;
    private final EngineContext context;
    private final GitAccess access;
    private final String remoteRef;
    private final String records;

    JGitRemote(GitOpsAddress address, EngineContext context) {
        this.address = address;
        this.context = context;
        this.access = GitAccess.of(address.credentialsId(), context);
        this.remoteRef = Constants.R_HEADS + address.branch();
        this.records = Constants.R_HEADS + GitOpsRepository.RECORDS;
    }

    /**
     * Where the remote is.
     *
     * @param branch its newest commit
     * @param records newest commit of the branch of records beside it; null when there is none
     */
    record Tips(ObjectId branch, ObjectId records) {}

    /**
     * Fetches the branch and the records.
     *
     * @param depth how many commits; {@link Constants#INFINITE_DEPTH} for all; null for those that are new, as far back as the
     *     repository goes already, which asks for nothing when nothing is new
     */
    Tips fetch(Repository repository, Integer depth) {
        String local = Constants.R_REMOTES + "origin/" + address.branch();
        try (Transport transport = open(repository)) {
            transport.setDepth(depth);
            FetchResult result = transport.fetch(
                    NullProgressMonitor.INSTANCE,
                    List.of(new RefSpec(remoteRef + ":" + local).setForceUpdate(true), ofRecords()));
            Ref found = result.getAdvertisedRef(remoteRef);
            if (found == null) {
                throw noBranch(repository);
            }
            Ref beside = remoteRef.equals(records) ? null : result.getAdvertisedRef(records);
            return new Tips(found.getObjectId(), beside == null ? null : beside.getObjectId());
        } catch (TransportException e) {
            throw String.valueOf(e.getMessage()).contains(remoteRef)
                    ? noBranch(repository)
                    : GitFailures.of(e, address, context);
        } catch (IOException | URISyntaxException e) {
            throw GitFailures.of(e, address, context);
        }
    }

    /** A pattern, because a branch that is asked for by its name has to be there; JGit's star stands for one character at least. */
    private static RefSpec ofRecords() {
        String pattern = GitOpsRepository.RECORDS.substring(0, GitOpsRepository.RECORDS.length() - 1) + "*";
        return new RefSpec(Constants.R_HEADS + pattern + ":" + Constants.R_REMOTES + "origin/" + pattern)
                .setForceUpdate(true);
    }

    private RuntimeException noBranch(Repository repository) {
        try (Transport transport = open(repository);
                FetchConnection connection = transport.openFetch()) {
            List<String> branches = connection.getRefs().stream()
                    .map(Ref::getName)
                    .filter(name -> name.startsWith(Constants.R_HEADS))
                    .map(Repository::shortenRefName)
                    .toList();
            return new NotFoundException(
                    "The GitOps repository " + address.url() + " has no branch '" + address.branch() + "'"
                            + (branches.isEmpty() ? "; it is empty." : "."),
                    NearestName.of(address.branch(), branches)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse(
                                    branches.isEmpty()
                                            ? "Push a first commit."
                                            : "It has: " + String.join(", ", branches) + "."));
        } catch (IOException | URISyntaxException e) {
            return GitFailures.of(e, address, context);
        }
    }

    /** Moves the branch from one commit to another if it is still there. */
    PushOutcome push(Repository repository, ObjectId from, ObjectId to) {
        PushOutcome outcome = move(repository, remoteRef, from, to, false);
        if (outcome.kind() == PushOutcome.Kind.ACCEPTED) {
            remember(repository, address.branch(), to);
        }
        return outcome;
    }

    /**
     * Moves the branch of records.
     *
     * @param from null when there is none yet
     */
    PushOutcome pushRecords(Repository repository, ObjectId from, ObjectId to) {
        PushOutcome outcome = move(repository, records, from == null ? ObjectId.zeroId() : from, to, false);
        if (outcome.kind() == PushOutcome.Kind.ACCEPTED) {
            remember(repository, GitOpsRepository.RECORDS, to);
        }
        return outcome;
    }

    /** Puts another branch at a commit, whatever its history; from a certain commit if one is named. */
    PushOutcome propose(Repository repository, String branch, ObjectId from, ObjectId to) {
        return move(repository, Constants.R_HEADS + branch, from, to, true);
    }

    /** Deletes another branch, if it is there. */
    void withdraw(Repository repository, String branch) {
        String ref = Constants.R_HEADS + branch;
        try (Transport transport = open(repository)) {
            RemoteRefUpdate update =
                    new RemoteRefUpdate(repository, (String) null, ObjectId.zeroId(), ref, true, null, null);
            PushResult result = transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            RemoteRefUpdate done = result.getRemoteUpdate(ref);
            boolean gone =
                    List.of(Status.OK, Status.UP_TO_DATE, Status.NON_EXISTING).contains(done.getStatus());
            if (!gone) {
                throw new TerminalException(
                        "The branch " + branch + " of " + address.url() + " could not be deleted ("
                                + context.redactor().redact(String.valueOf(done.getMessage())) + ").",
                        "Delete it by hand.");
            }
        } catch (IOException | URISyntaxException e) {
            throw GitFailures.of(e, address, context);
        }
    }

    private PushOutcome move(Repository repository, String ref, ObjectId from, ObjectId to, boolean force) {
        try (Transport transport = open(repository)) {
            RemoteRefUpdate update = new RemoteRefUpdate(repository, to.name(), to, ref, force, null, from);
            PushResult result = transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            return new PushAnswer(result.getRemoteUpdate(ref), result.getMessages()).outcome(to, context);
        } catch (TransportException e) {
            RuntimeException failure = GitFailures.of(e, address, context);
            if (failure instanceof TerminalException terminal) {
                throw terminal;
            }
            return new PushOutcome(PushOutcome.Kind.UNCERTAIN, to.name(), failure.getMessage());
        } catch (IOException | URISyntaxException e) {
            throw GitFailures.of(e, address, context);
        }
    }

    /** Tells the next fetch what is here already. It only saves traffic, so a lost race with a fetch is none. */
    private void remember(Repository repository, String branch, ObjectId commit) {
        try {
            RefUpdate update = repository.updateRef(Constants.R_REMOTES + "origin/" + branch);
            update.setNewObjectId(commit);
            update.forceUpdate();
        } catch (IOException e) {
            // The push is done, whatever becomes of the note about it.
            context.log().progress("The clone could not note the push (" + e.getMessage() + ").");
        }
    }

    private Transport open(Repository repository) throws IOException, URISyntaxException {
        return access.open(repository, address.url());
    }
}
