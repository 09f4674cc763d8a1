package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.UserConfig;

/** Who makes tags and notes: the user that the clone's configuration names, else this product. */
final class Tagger {

    private Tagger() {}

    static PersonIdent of(Repository repository, EngineContext context) {
        UserConfig user = repository.getConfig().get(UserConfig.KEY);
        boolean known = !user.isCommitterNameImplicit() && !user.isCommitterEmailImplicit();
        return new PersonIdent(
                known ? user.getCommitterName() : "Git-Flow Delivery",
                known ? user.getCommitterEmail() : "git-flow-delivery@localhost",
                context.clock().instant(),
                ZoneOffset.UTC);
    }
}
