package io.jenkins.plugins.delivery.engine.gitflow.jgit;

import io.jenkins.plugins.delivery.engine.files.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A bare repository of this call, beside the clone of the workspace. It reads the clone's objects where the clone is complete, so that
 * only what is new has to be fetched; beside a shallow or partial clone it fetches the branches whole, because a merge needs the true
 * common ancestors and their files. The clone itself is never written to.
 */
final class SideRepository implements AutoCloseable {

    /** What of the clone's settings decides how its remote is reached and who commits. */
    private static final List<String> SETTINGS = List.of("http", "https", "url", "user", "author", "committer", "ssh");

    private final TemporaryDirectory directory;
    private final Repository repository;
    private final boolean borrowing;

    private SideRepository(TemporaryDirectory directory, Repository repository, boolean borrowing) {
        this.directory = directory;
        this.repository = repository;
        this.borrowing = borrowing;
    }

    /** @param remote whose settings are taken over */
    static SideRepository beside(Repository clone, String remote) throws IOException {
        TemporaryDirectory directory = TemporaryDirectory.create("gitflow");
        try {
            Path git = directory.directory("side.git");
            Repository repository = new FileRepositoryBuilder()
                    .setGitDir(git.toFile())
                    .setBare()
                    .build();
            repository.create(true);
            boolean borrowing = isComplete(clone) && borrow(clone, git);
            copy(clone.getConfig(), repository.getConfig(), remote);
            return new SideRepository(directory, repository, borrowing);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    Repository repository() {
        return repository;
    }

    /** Its directory, for whoever opens it again. */
    Path path() {
        return repository.getDirectory().toPath();
    }

    /** Whether the clone's objects are read. */
    boolean isBorrowing() {
        return borrowing;
    }

    private static boolean isComplete(Repository clone) throws IOException {
        boolean partial = clone.getConfig().getString("extensions", null, "partialClone") != null
                || clone.getConfig().getSubsections(ConfigConstants.CONFIG_REMOTE_SECTION).stream()
                        .anyMatch(name -> clone.getConfig()
                                .getBoolean(ConfigConstants.CONFIG_REMOTE_SECTION, name, "promisor", false));
        return !partial && clone.getObjectDatabase().getShallowCommits().isEmpty();
    }

    private static boolean borrow(Repository clone, Path git) throws IOException {
        if (!(clone instanceof FileRepository files)) {
            return false;
        }
        Path objects = files.getObjectDatabase().getDirectory().toPath().toAbsolutePath();
        Path alternates = git.resolve("objects/info/alternates");
        Files.createDirectories(alternates.getParent());
        Files.writeString(alternates, objects + "\n");
        return true;
    }

    private static void copy(StoredConfig from, StoredConfig to, String remote) throws IOException {
        for (String section : SETTINGS) {
            copy(from, to, section, null);
            from.getSubsections(section).forEach(name -> copy(from, to, section, name));
        }
        copy(from, to, ConfigConstants.CONFIG_REMOTE_SECTION, remote);
        to.setString(
                ConfigConstants.CONFIG_REMOTE_SECTION,
                remote,
                "fetch",
                "+" + Constants.R_HEADS + "*:" + Constants.R_REMOTES + remote + "/*");
        to.save();
    }

    private static void copy(StoredConfig from, StoredConfig to, String section, String name) {
        for (String key : from.getNames(section, name)) {
            to.setStringList(section, name, key, List.of(from.getStringList(section, name, key)));
        }
    }

    @Override
    public void close() {
        repository.close();
        directory.close();
    }
}
