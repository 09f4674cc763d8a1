package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.jgit.GitAccess;
import io.jenkins.plugins.delivery.engine.git.jgit.ServerWords;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
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

    JGitRemote(GitOpsAddress address, EngineContext context) {
        this.address = address;
        this.context = context;
        this.access = GitAccess.of(address.credentialsId(), context);
        this.remoteRef = Constants.R_HEADS + address.branch();
    }

    /**
     * Fetches the branch and returns its newest commit.
     *
     * @param depth how many commits; {@link Constants#INFINITE_DEPTH} for all
     */
    ObjectId fetch(Repository repository, int depth) {
        String local = Constants.R_REMOTES + "origin/" + address.branch();
        try (Transport transport = open(repository)) {
            transport.setDepth(depth);
            Ref found = transport
                    .fetch(
                            NullProgressMonitor.INSTANCE,
                            List.of(new RefSpec(remoteRef + ":" + local).setForceUpdate(true)))
                    .getAdvertisedRef(remoteRef);
            if (found == null) {
                throw noBranch(repository);
            }
            return found.getObjectId();
        } catch (TransportException e) {
            throw String.valueOf(e.getMessage()).contains(remoteRef)
                    ? noBranch(repository)
                    : GitFailures.of(e, address, context);
        } catch (IOException | URISyntaxException e) {
            throw GitFailures.of(e, address, context);
        }
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
            remember(repository, to);
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
            return outcome(result.getRemoteUpdate(ref), result.getMessages(), to);
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
    private void remember(Repository repository, ObjectId commit) {
        try {
            RefUpdate update = repository.updateRef(Constants.R_REMOTES + "origin/" + address.branch());
            update.setNewObjectId(commit);
            update.forceUpdate();
        } catch (IOException e) {
            // The push is done, whatever becomes of the note about it.
            context.log().progress("The clone could not note the push (" + e.getMessage() + ").");
        }
    }

    private PushOutcome outcome(RemoteRefUpdate update, String messages, ObjectId to) {
        String reason = update.getMessage() == null ? "" : update.getMessage();
        return switch (update.getStatus()) {
            case OK, UP_TO_DATE -> new PushOutcome(PushOutcome.Kind.ACCEPTED, to.name(), "");
            case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED ->
                new PushOutcome(PushOutcome.Kind.LOST_RACE, to.name(), reason.isEmpty() ? "the branch moved" : reason);
            case AWAITING_REPORT, NOT_ATTEMPTED ->
                new PushOutcome(PushOutcome.Kind.UNCERTAIN, to.name(), "the remote did not report what it did");
            default -> {
                if (ServerWords.isLostRace(reason)) {
                    yield new PushOutcome(PushOutcome.Kind.LOST_RACE, to.name(), reason);
                }
                yield declined(reason, messages, to);
            }
        };
    }

    private PushOutcome declined(String reason, String messages, ObjectId to) {
        String words = (reason + (messages.isBlank() ? "" : ": " + messages.strip())).replaceAll("\\s+", " ");
        String shown = words.length() <= 400 ? words : words.substring(0, 400) + "…";
        return new PushOutcome(
                ServerWords.isProtected(words) ? PushOutcome.Kind.PROTECTED : PushOutcome.Kind.DECLINED,
                to.name(),
                context.redactor().redact(shown));
    }

    private Transport open(Repository repository) throws IOException, URISyntaxException {
        return access.open(repository, address.url());
    }
}
