package io.jenkins.plugins.delivery.engine.git.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** The checked-out repository of the service. */
public final class LocalClone {

    private LocalClone() {}

    /**
     * The repository that the work directory belongs to: a clone, a further work tree or a submodule. The caller closes it.
     *
     * @throws NotFoundException when there is none
     * @throws TerminalException when it cannot be read
     */
    public static Repository open(EngineContext context) {
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
