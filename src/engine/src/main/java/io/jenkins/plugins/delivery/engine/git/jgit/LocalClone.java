package io.jenkins.plugins.delivery.engine.git.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** The checked-out repository of the service. */
public final class LocalClone {

    /** What Jenkins calls the directory that it gave to the build. */
    private static final String WORKSPACE = "WORKSPACE";

    private LocalClone() {}

    /**
     * The repository that the work directory belongs to: a clone, a further work tree or a submodule. A repository above the workspace
     * of the run is somebody else's, such as one of the host's own home. The caller closes it.
     *
     * @throws NotFoundException when there is none
     * @throws TerminalException when it cannot be read
     */
    public static Repository open(EngineContext context) {
        Path directory = context.workDir().toAbsolutePath().normalize();
        Optional<Path> workspace = Optional.ofNullable(context.environment().get(WORKSPACE))
                .map(path -> Path.of(path).toAbsolutePath().normalize())
                .filter(directory::startsWith);
        FileRepositoryBuilder builder = new FileRepositoryBuilder().setMustExist(true);
        workspace.map(Path::getParent).map(Path::toFile).ifPresent(builder::addCeilingDirectory);
        builder.findGitDir(directory.toFile());
        if (builder.getGitDir() == null) {
            throw new NotFoundException(
                    "There is no Git repository in " + context.workDir()
                            + (workspace.isPresent() ? ", up to the workspace." : " or above it."),
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
