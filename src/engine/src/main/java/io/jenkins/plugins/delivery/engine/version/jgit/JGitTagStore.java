package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.TagStore;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.lib.UserConfig;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/** Creates annotated tags on the remote, and then in the clone, so that later steps of the run see them. */
final class JGitTagStore implements TagStore {

    private final Repository repository;
    private final Remote remote;
    private final EngineContext context;

    JGitTagStore(Repository repository, Remote remote, EngineContext context) {
        this.repository = repository;
        this.remote = remote;
        this.context = context;
    }

    @Override
    public Outcome create(String name, String message) {
        if (context.dryRun()) {
            throw new IllegalStateException("a dry run creates no tag");
        }
        try {
            ObjectId head = repository.resolve(Constants.HEAD);
            Optional<Outcome> present = present(name, head);
            if (present.isPresent()) {
                return present.get();
            }
            requireOnRemote(head);
            ObjectId tag = insert(name, message, head);
            return push(name, tag, head);
        } catch (IOException e) {
            throw new TerminalException(
                    "The tag " + name + " could not be written: " + e.getMessage() + ".",
                    "Check the disk and the permissions of the workspace.",
                    e);
        }
    }

    private Outcome push(String name, ObjectId tag, ObjectId head) throws IOException {
        String ref = Constants.R_TAGS + name;
        RemoteRefUpdate update = new RemoteRefUpdate(repository, ref, tag, ref, false, null, ObjectId.zeroId());
        PushResult result;
        try {
            result = remote.push(update);
        } catch (RetryableException e) {
            // The connection may have broken after the server took the tag: then it is there, and ours.
            return present(name, head).filter(Outcome.ALREADY_OURS::equals).orElseThrow(() -> e);
        }
        if (update.getStatus() == RemoteRefUpdate.Status.OK) {
            keep(ref, tag);
            return Outcome.CREATED;
        }
        return present(name, head).orElseThrow(() -> refused(name, update, result.getMessages()));
    }

    /** What the remote says about the tag now; empty when it has none. */
    private Optional<Outcome> present(String name, ObjectId head) {
        return remote.tags().stream()
                .filter(ref -> ref.getName().equals(Constants.R_TAGS + name))
                .findFirst()
                .map(ref -> ref.getPeeledObjectId() == null ? ref.getObjectId() : ref.getPeeledObjectId())
                .map(commit -> commit.equals(head) ? Outcome.ALREADY_OURS : Outcome.TAKEN);
    }

    /** @param hook what a hook of the server printed */
    private TerminalException refused(String name, RemoteRefUpdate update, String hook) {
        String status =
                update.getMessage() == null ? update.getStatus().name().toLowerCase(Locale.ROOT) : update.getMessage();
        String reason = hook == null || hook.isBlank() ? status : status + ", saying \"" + hook.strip() + "\"";
        return new TerminalException(
                remote.name() + " refused the tag " + name + ": "
                        + context.redactor().redact(reason) + ".",
                "Allow the credentials of this run to create tags, or look at the server's rules for tags.");
    }

    /** A tag on a commit that the remote lacks would push that commit, and with it what nobody reviewed. */
    private void requireOnRemote(ObjectId head) throws IOException {
        HistoryWalk walk = new HistoryWalk(repository, head);
        for (Ref branch : remote.branches()) {
            ObjectId tip = branch.getObjectId();
            if (tip.equals(head) || repository.getObjectDatabase().has(tip) && walk.contains(tip, head)) {
                return;
            }
        }
        for (Ref branch : repository.getRefDatabase().getRefsByPrefix(Constants.R_REMOTES + remote.name() + "/")) {
            if (!branch.isSymbolic() && walk.contains(branch.getObjectId(), head)) {
                return;
            }
        }
        throw new TerminalException(
                "Commit " + Commit.shortId(head.name()) + " is on no branch of " + remote.name()
                        + ", so no version is reserved for it.",
                "Push the branch first; semverTag never pushes commits.");
    }

    private ObjectId insert(String name, String message, ObjectId head) throws IOException {
        TagBuilder tag = new TagBuilder();
        tag.setTag(name);
        tag.setObjectId(head, Constants.OBJ_COMMIT);
        tag.setTagger(tagger());
        tag.setMessage(context.redactor().redact(message));
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(tag);
            inserter.flush();
            return id;
        }
    }

    private PersonIdent tagger() {
        UserConfig user = repository.getConfig().get(UserConfig.KEY);
        boolean known = !user.isCommitterNameImplicit() && !user.isCommitterEmailImplicit();
        return new PersonIdent(
                known ? user.getCommitterName() : "Git-Flow Delivery",
                known ? user.getCommitterEmail() : "git-flow-delivery@localhost",
                context.clock().instant(),
                ZoneOffset.UTC);
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
