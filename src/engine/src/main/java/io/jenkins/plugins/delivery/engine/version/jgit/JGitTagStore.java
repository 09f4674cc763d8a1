package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.jgit.GitSigning;
import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.Retries;
import io.jenkins.plugins.delivery.engine.version.TagStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;

/** Creates annotated tags on the remote, and then in the clone, so that later steps of the run see them. */
final class JGitTagStore implements TagStore {

    private final Repository repository;
    private final Remote remote;
    private final EngineContext context;
    private final Retries retries;
    private boolean onRemote;

    JGitTagStore(Repository repository, Remote remote, EngineContext context) {
        this.repository = repository;
        this.remote = remote;
        this.context = context;
        this.retries = new Retries(context);
    }

    @Override
    public Claim create(Draft draft) throws InterruptedException {
        if (context.dryRun()) {
            throw new IllegalStateException("a dry run creates no tag");
        }
        try {
            ObjectId head = repository.resolve(Constants.HEAD);
            Optional<Claim> standing = standing(draft.name(), ObjectId.zeroId(), head);
            if (standing.isPresent()) {
                return standing.get();
            }
            requireOnRemote(head);
            return push(draft.name(), insert(draft, head), head);
        } catch (IOException e) {
            throw new TerminalException(
                    "The tag " + draft.name() + " could not be written: " + e.getMessage() + ".",
                    "Check the disk and the permissions of the workspace.",
                    e);
        }
    }

    /** The same tag object is pushed again until it is known what stands there, so that no repetition makes a second tag. */
    private Claim push(String name, ObjectId tag, ObjectId head) throws IOException, InterruptedException {
        String ref = Constants.R_TAGS + name;
        RefPush pushes = new RefPush(repository, remote, context);
        for (int attempt = 1; ; attempt++) {
            RefPush.Answer answer = pushes.push(ref, ObjectId.zeroId(), tag);
            Optional<Claim> standing = answer.accepted()
                    ? Optional.of(new Claim(Outcome.CREATED, tag.name(), head.name()))
                    : afterFailure(name, tag, head, answer);
            if (standing.isPresent()) {
                if (standing.get().outcome() == Outcome.CREATED) {
                    keep(ref, tag);
                }
                return standing.get();
            }
            DeliveryException failure = answer.failure().orElseThrow();
            if (answer.isRefusal() || attempt == Retries.MOST_ATTEMPTS) {
                throw failure;
            }
            context.log()
                    .info(failure.getMessage() + " The tag " + name + " is not there; trying again (" + (attempt + 1)
                            + " of " + Retries.MOST_ATTEMPTS + ").");
            retries.pause(attempt);
        }
    }

    /** The connection may have broken after the server took the tag: then it is there, and it is this very object. */
    private Optional<Claim> afterFailure(String name, ObjectId tag, ObjectId head, RefPush.Answer answer)
            throws InterruptedException {
        try {
            Optional<Claim> standing = standing(name, tag, head);
            standing.filter(claim -> claim.outcome() == Outcome.CREATED).ifPresent(claim -> context.log()
                    .info("The answer of " + remote.name() + " was lost, but the tag " + name + " is there."));
            return standing;
        } catch (RetryableException e) {
            DeliveryException cause = answer.failure().orElse(e);
            throw new RetryableException(
                    "It is not known whether the tag " + name + " was created: " + cause.getMessage()
                            + " Asked what it has, the remote does not answer.",
                    "Run the build again when the Git server answers: the same commit gets the same version.",
                    e);
        }
    }

    /**
     * What the remote says about the tag now; empty when it has none.
     *
     * @param tag the object that this run may have created
     */
    private Optional<Claim> standing(String name, ObjectId tag, ObjectId head) throws InterruptedException {
        String ref = Constants.R_TAGS + name;
        return Optional.ofNullable(retries.of(() -> new RemoteRefs(remote).find(List.of(ref)))
                        .get(ref))
                .map(there -> {
                    ObjectId commit =
                            there.getPeeledObjectId() == null ? there.getObjectId() : there.getPeeledObjectId();
                    Outcome outcome = there.getObjectId().equals(tag)
                            ? Outcome.CREATED
                            : commit.equals(head) ? Outcome.ALREADY_OURS : Outcome.TAKEN;
                    return new Claim(outcome, there.getObjectId().name(), commit.name());
                });
    }

    /** A tag on a commit that the remote lacks would push that commit, and with it what nobody reviewed. */
    private void requireOnRemote(ObjectId head) throws IOException, InterruptedException {
        if (onRemote) {
            return;
        }
        if (isOnBranch(head)) {
            onRemote = true;
            return;
        }
        throw new TerminalException(
                "Commit " + Commit.shortId(head.name()) + " is on no branch of " + remote.name()
                        + ", so no version is reserved for it.",
                "Push the branch first; semverTag never pushes commits.");
    }

    private boolean isOnBranch(ObjectId head) throws IOException, InterruptedException {
        RemoteAncestry ancestry = new RemoteAncestry(repository, remote, context);
        Map<ObjectId, ObjectId> tips = new HashMap<>();
        for (Ref branch : retries.of(remote::branches)) {
            tips.put(branch.getObjectId(), branch.getObjectId());
        }
        if (tips.containsKey(head) || !ancestry.inClone(head, tips.keySet()).isEmpty()) {
            return true;
        }
        // What the clone saw of the remote, where a branch has moved on since.
        List<ObjectId> seen = new ArrayList<>();
        for (Ref branch : repository.getRefDatabase().getRefsByPrefix(Constants.R_REMOTES + remote.name() + "/")) {
            if (!branch.isSymbolic()) {
                seen.add(branch.getObjectId());
            }
        }
        return !ancestry.inClone(head, seen).isEmpty()
                || !ancestry.onRemote(head, tips).isEmpty();
    }

    private ObjectId insert(Draft draft, ObjectId head) throws IOException {
        TagBuilder tag = new TagBuilder();
        tag.setTag(draft.name());
        tag.setObjectId(head, Constants.OBJ_COMMIT);
        tag.setTagger(Tagger.of(repository, context));
        tag.setMessage(context.redactor().redact(draft.message().text()));
        draft.signingCredentialsId()
                .map(context::credential)
                .ifPresent(key -> GitSigning.sign(tag, GitSigning.with(key)));
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(tag);
            inserter.flush();
            return id;
        }
    }

    private void keep(String ref, ObjectId tag) throws IOException {
        RefUpdate update = repository.updateRef(ref);
        update.setNewObjectId(tag);
        update.setExpectedOldObjectId(ObjectId.zeroId());
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.NO_CHANGE) {
            context.log()
                    .warn("The tag " + ref + " is on " + remote.name() + " but not in this clone: " + result + ".");
        }
    }
}
