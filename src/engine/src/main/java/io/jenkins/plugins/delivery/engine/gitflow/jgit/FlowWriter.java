package io.jenkins.plugins.delivery.engine.gitflow.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.gitflow.FlowQuery;
import java.io.IOException;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.lib.UserConfig;

/** In whose name commits and tags are written, and the tags. */
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
    PersonIdent person() {
        UserConfig user = repository.getConfig().get(UserConfig.KEY);
        boolean known = !user.isCommitterNameImplicit() && !user.isCommitterEmailImplicit();
        FlowQuery.Person person = query.author()
                .orElseGet(() -> new FlowQuery.Person(
                        known ? user.getCommitterName() : "Git-Flow Delivery",
                        known ? user.getCommitterEmail() : "git-flow-delivery@localhost"));
        return new PersonIdent(person.name(), person.email(), context.clock().instant(), ZoneOffset.UTC);
    }

    String tag(String name, String message, String commit) throws IOException {
        TagBuilder tag = new TagBuilder();
        tag.setTag(name);
        tag.setObjectId(Commits.id(commit), Constants.OBJ_COMMIT);
        tag.setTagger(person());
        tag.setMessage(context.redactor().redact(message));
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(tag);
            inserter.flush();
            return id.name();
        }
    }
}
