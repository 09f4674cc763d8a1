package io.jenkins.plugins.delivery.engine.gitflow.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.git.jgit.GitSigning;
import io.jenkins.plugins.delivery.engine.gitflow.FlowQuery;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.lib.UserConfig;

/** Writes commits and tags: in whose name, and signed when there is a key. */
final class FlowWriter {

    private final Repository repository;
    private final FlowQuery query;
    private final EngineContext context;

    FlowWriter(Repository repository, FlowQuery query, EngineContext context) {
        this.repository = repository;
        this.query = query;
        this.context = context;
    }

    /** Who writes, now: as the step says, else the user of the clone, else this product. */
    private PersonIdent person() {
        UserConfig user = repository.getConfig().get(UserConfig.KEY);
        boolean known = !user.isCommitterNameImplicit() && !user.isCommitterEmailImplicit();
        FlowQuery.Person person = query.author()
                .orElseGet(() -> new FlowQuery.Person(
                        known ? user.getCommitterName() : "Git-Flow Delivery",
                        known ? user.getCommitterEmail() : "git-flow-delivery@localhost"));
        return new PersonIdent(person.name(), person.email(), context.clock().instant(), ZoneOffset.UTC);
    }

    /** Writes a merge commit. */
    ObjectId commit(ObjectId tree, List<? extends AnyObjectId> parents, String message) throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        parents.forEach(commit::addParentId);
        commit.setAuthor(person());
        commit.setCommitter(commit.getAuthor());
        commit.setMessage(context.redactor().redact(message));
        sign(commit);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private void sign(ObjectBuilder object) {
        query.signingCredentialsId()
                .map(context::credential)
                .ifPresent(key -> GitSigning.sign(object, GitSigning.with(key)));
    }

    String tag(String name, String message, String commit) throws IOException {
        TagBuilder tag = new TagBuilder();
        tag.setTag(name);
        tag.setObjectId(Commits.id(commit), Constants.OBJ_COMMIT);
        tag.setTagger(person());
        tag.setMessage(context.redactor().redact(message));
        sign(tag);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(tag);
            inserter.flush();
            return id.name();
        }
    }
}
