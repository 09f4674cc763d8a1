package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.HistorySource;
import io.jenkins.plugins.delivery.engine.version.RepositoryHistory;
import java.io.IOException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Opens clones, work trees and submodules with JGit. */
public final class JGitHistorySource implements HistorySource {

    @Override
    public RepositoryHistory open(HistoryQuery query, EngineContext context) {
        if (query.credentialsId() != null && !context.dryRun()) {
            // A wrong id is an error of the configuration; found later it would look like a remote that is away.
            context.credential(query.credentialsId());
        }
        Repository repository = clone(context);
        Remote remote = new Remote(repository, query.remote(), query.credentialsId(), context);
        return new JGitHistory(repository, query, remote, context);
    }

    /** The repository that the work directory belongs to. */
    static Repository clone(EngineContext context) {
        FileRepositoryBuilder builder = new FileRepositoryBuilder()
                .findGitDir(context.workDir().toAbsolutePath().normalize().toFile())
                .setMustExist(true);
        if (builder.getGitDir() == null) {
            throw new NotFoundException(
                    "There is no Git repository in " + context.workDir() + " or above it.",
                    "Check out the service repository first (checkout scm).");
        }
        try {
            Repository clone = builder.build();
            readCommitGraph(clone.getConfig());
            return clone;
        } catch (IOException e) {
            throw new TerminalException(
                    "The Git repository " + builder.getGitDir() + " cannot be opened: " + e.getMessage() + ".",
                    "Check out again into an empty workspace.",
                    e);
        }
    }

    /** JGit reads the commit-graph that Git writes only when it is told to. The setting stays in memory. */
    private static void readCommitGraph(StoredConfig config) {
        if (config.getString(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_COMMIT_GRAPH) == null) {
            config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_COMMIT_GRAPH, true);
        }
    }
}
