package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.runner.host.RunFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.StoredConfig;

/**
 * A checkout of a repository on this machine, made beside it: the objects are borrowed, references, remotes and the shallow
 * boundary copied, so that history, tags and remotes are the same and nothing is ever written to the original.
 */
public final class RepositorySnapshot {

    private static final List<String> COPIED = List.of("packed-refs", "shallow", "refs", "config");

    private final Path source;

    private RepositorySnapshot(Path source) {
        this.source = source;
    }

    /** @throws InvalidInputException when there is no Git repository at that place */
    public static RepositorySnapshot of(Path directory) {
        try (Repository repository = open(directory)) {
            return new RepositorySnapshot(repository.getDirectory().toPath());
        } catch (IOException e) {
            throw new InvalidInputException(
                    "The repository",
                    List.of(directory + " is not a Git checkout (" + e.getMessage() + "); give one with --repo DIR."));
        }
    }

    private static Repository open(Path directory) throws IOException {
        Path bare = directory.resolve(Constants.HEAD);
        RepositoryBuilder builder = new RepositoryBuilder();
        builder = Files.isRegularFile(bare) && Files.isDirectory(directory.resolve("objects"))
                ? builder.setGitDir(directory.toFile())
                : builder.findGitDir(directory.toAbsolutePath().toFile());
        if (builder.getGitDir() == null) {
            throw new IOException("there is no .git in it or above it");
        }
        return builder.setMustExist(true).build();
    }

    /** The branch that is checked out there; empty when none is. */
    public Optional<String> checkedOutBranch() throws IOException {
        try (Repository repository = open(source)) {
            String full = repository.getFullBranch();
            return full != null && full.startsWith(Constants.R_HEADS)
                    ? Optional.of(full.substring(Constants.R_HEADS.length()))
                    : Optional.empty();
        }
    }

    /** Whether tracked files there differ from the last commit; such changes are not part of the snapshot. */
    public boolean hasUncommittedChanges() throws IOException {
        try (Repository repository = open(source)) {
            return !repository.isBare() && new Git(repository).status().call().hasUncommittedChanges();
        } catch (GitAPIException e) {
            throw new IOException("The state of " + source + " cannot be read", e);
        }
    }

    /**
     * Checks out into a workspace; files that were there and belong to Git are put right, others stay.
     *
     * @param branch the branch; what is checked out in the original stands for null and for one that is not there
     * @return the commit
     */
    public String checkout(String branch, Path workspace) throws IOException {
        try (Repository original = open(source)) {
            ObjectId commit = resolve(original, branch);
            Path git = workspace.resolve(Constants.DOT_GIT);
            RunFiles.delete(git);
            Files.createDirectories(workspace);
            borrow(original, git);
            try (Git copy = Git.open(workspace.toFile())) {
                detach(copy.getRepository(), commit);
                copy.reset()
                        .setMode(ResetCommand.ResetType.HARD)
                        .setRef(commit.name())
                        .call();
            } catch (GitAPIException e) {
                throw new IOException(
                        commit.name() + " of " + source + " could not be checked out: " + e.getMessage(), e);
            }
            return commit.name();
        }
    }

    /**
     * Says that a branch is not there, and which one was probably meant; empty when it is there. What is checked out is then built
     * under its name: a branch is planned before it exists, and a detached checkout is built for one.
     */
    public Optional<String> missing(String branch) throws IOException {
        if (branch == null) {
            return Optional.empty();
        }
        try (Repository original = open(source)) {
            if (branchTip(original, branch) != null) {
                return Optional.empty();
            }
            List<String> known = Stream.of(Constants.R_HEADS, Constants.R_REMOTES + "origin/")
                    .flatMap(prefix -> names(original, prefix))
                    .distinct()
                    .toList();
            return Optional.of("There is no branch '" + branch + "' in " + source + "."
                    + NearestName.of(branch, known)
                            .map(near -> " Did you mean '" + near + "'?")
                            .orElse(""));
        }
    }

    private static Stream<String> names(Repository original, String prefix) {
        try {
            return original.getRefDatabase().getRefsByPrefix(prefix).stream()
                    .map(ref -> ref.getName().substring(prefix.length()));
        } catch (IOException e) {
            throw new UncheckedIOException("The branches of a repository cannot be read", e);
        }
    }

    private ObjectId resolve(Repository original, String branch) throws IOException {
        ObjectId tip = branch == null ? null : branchTip(original, branch);
        ObjectId commit = tip == null ? original.resolve(Constants.HEAD) : tip;
        if (commit == null) {
            throw new InvalidInputException("The repository", List.of(source + " has no commit yet."));
        }
        return commit;
    }

    private static ObjectId branchTip(Repository original, String branch) throws IOException {
        return firstOf(original, Constants.R_HEADS + branch, Constants.R_REMOTES + "origin/" + branch);
    }

    private static ObjectId firstOf(Repository original, String... names) throws IOException {
        for (String name : names) {
            Ref ref = original.exactRef(name);
            if (ref != null) {
                return ref.getObjectId();
            }
        }
        return null;
    }

    private static void borrow(Repository original, Path git) throws IOException {
        Path common = original.getCommonDirectory().toPath();
        Files.createDirectories(git.resolve("objects/info"));
        Files.writeString(
                git.resolve("objects/info/alternates"),
                common.resolve("objects").toRealPath() + "\n");
        for (String name : COPIED) {
            if (Files.exists(common.resolve(name))) {
                copy(common.resolve(name), git.resolve(name));
            }
        }
        Files.createDirectories(git.resolve("refs/heads"));
        Files.writeString(git.resolve(Constants.HEAD), "ref: refs/heads/" + Constants.MASTER + "\n");
        try (Repository copy = new RepositoryBuilder().setGitDir(git.toFile()).build()) {
            StoredConfig config = copy.getConfig();
            config.setBoolean("core", null, "bare", false);
            config.unset("core", null, "worktree");
            config.unset("core", null, "hooksPath");
            config.unsetSection("extensions", null);
            config.save();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else if (!path.getFileName().toString().endsWith(".lock")) {
                    Files.copy(path, target);
                }
            }
        }
    }

    private static void detach(Repository copy, ObjectId commit) throws IOException {
        RefUpdate update = copy.updateRef(Constants.HEAD, true);
        update.setNewObjectId(commit);
        update.setForceUpdate(true);
        update.disableRefLog();
        RefUpdate.Result result = update.update();
        if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.REJECTED) {
            throw new IOException("HEAD of " + copy.getDirectory() + " could not be set: " + result);
        }
    }

    /** The commit that {@link #checkout} would take. */
    public String commit(String branch) throws IOException {
        try (Repository original = open(source)) {
            return resolve(original, branch).name();
        }
    }
}
