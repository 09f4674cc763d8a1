package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.git.jgit.LocalClone;
import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.HistorySource;
import io.jenkins.plugins.delivery.engine.version.RepositoryHistory;
import org.eclipse.jgit.lib.Repository;

/** Opens clones, work trees and submodules with JGit. */
public final class JGitHistorySource implements HistorySource {

    @Override
    public RepositoryHistory open(HistoryQuery query, EngineContext context) {
        if (query.credentialsId() != null && !context.dryRun()) {
            // A wrong id is an error of the configuration; found later it would look like a remote that is away.
            context.credential(query.credentialsId());
        }
        Repository repository = LocalClone.open(context);
        Remote remote = new Remote(repository, query.remote(), query.credentialsId(), context);
        return new JGitHistory(repository, query, remote, context);
    }
}
