package io.jenkins.plugins.delivery.testbed.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.eclipse.jgit.api.CommitCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.api.MergeResult;
import org.eclipse.jgit.api.TagCommand;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * Builds a history in a working directory, call by call. Author and dates are fixed (one minute passes per commit and tag), so the same
 * calls give the same commit ids on every machine; settings of the user's own Git are not applied.
 */
public final class RepositoryBuilder implements AutoCloseable {

    private final Git git;
    private final Author author = new Author();

    private RepositoryBuilder(Git git) {
        this.git = git;
    }

    /** A new repository in an empty directory, on the branch {@code main}. */
    public static RepositoryBuilder init(Path directory) {
        return GitCall.of("init " + directory, () -> {
            Git git = Git.init()
                    .setInitialBranch("main")
                    .setDirectory(directory.toFile())
                    .call();
            git.getRepository().getConfig().setBoolean("core", null, "autocrlf", false);
            git.getRepository().getConfig().save();
            return new RepositoryBuilder(git);
        });
    }

    /** A full clone of a remote repository, with its default branch checked out. */
    public static RepositoryBuilder cloneOf(String url, Path directory, GitAccess access) {
        return GitCall.of(
                "clone " + url,
                () -> new RepositoryBuilder(Git.cloneRepository()
                        .setURI(url)
                        .setDirectory(directory.toFile())
                        .setCredentialsProvider(Remote.credentials(access))
                        .call()));
    }

    /** Who commits from now on. */
    public RepositoryBuilder author(String name, String email) {
        author.is(name, email);
        return this;
    }

    /** When the next commit is made. */
    public RepositoryBuilder at(Instant time) {
        author.at(time);
        return this;
    }

    /** Writes the files (text by path) and commits them with everything that was changed before; no files make an empty commit. */
    public RepositoryBuilder commit(String message, Map<String, String> files) {
        files.forEach(this::write);
        return commit(message);
    }

    /** Commits what was written, marked executable or deleted since the last commit; nothing makes an empty commit. */
    public RepositoryBuilder commit(String message) {
        return GitCall.of("commit \"" + message + "\"", () -> {
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call(); // deletions
            prepare(git.commit().setMessage(message)).call();
            return this;
        });
    }

    /** Writes one file without committing it. */
    public RepositoryBuilder write(String path, String content) {
        return GitCall.of("write " + path, () -> {
            Path file = directory().resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        });
    }

    /** Writes one file with the executable bit, without committing it. */
    public RepositoryBuilder writeExecutable(String path, String content) {
        write(path, content);
        if (!directory().resolve(path).toFile().setExecutable(true)) {
            throw new GitServerException("This file system has no executable bit for " + path + ".");
        }
        return this;
    }

    /** Deletes one file without committing that. */
    public RepositoryBuilder delete(String path) {
        return GitCall.of("delete " + path, () -> {
            Files.delete(directory().resolve(path));
            return this;
        });
    }

    /** Creates a branch at HEAD and checks it out. */
    public RepositoryBuilder branch(String name) {
        return GitCall.of("branch " + name, () -> {
            git.checkout().setCreateBranch(true).setName(name).call();
            return this;
        });
    }

    /** Checks out a branch, tag or commit. */
    public RepositoryBuilder checkout(String name) {
        return GitCall.of("checkout " + name, () -> {
            git.checkout().setName(name).call();
            return this;
        });
    }

    /** Merges a branch into the current one with a merge commit, even where a fast forward were possible. */
    public RepositoryBuilder merge(String branch, String message) {
        return GitCall.of("merge " + branch, () -> {
            MergeResult result = git.merge()
                    .include(git.getRepository().resolve(branch))
                    .setFastForward(FastForwardMode.NO_FF)
                    .setCommit(false)
                    .call();
            if (result.getMergeStatus() != MergeResult.MergeStatus.MERGED_NOT_COMMITTED) {
                throw new GitServerException("Merging " + branch + " ended with " + result.getMergeStatus() + ".");
            }
            prepare(git.commit().setMessage(message)).call();
            return this;
        });
    }

    /** Puts a lightweight tag on HEAD. */
    public RepositoryBuilder tag(String name) {
        return tag(git.tag().setName(name).setAnnotated(false));
    }

    /** Puts an annotated tag on HEAD. */
    public RepositoryBuilder annotatedTag(String name, String message) {
        return tag(
                git.tag().setName(name).setAnnotated(true).setMessage(message).setTagger(author.next()));
    }

    /** Pushes every branch and tag to the URL; {@code origin} is set to it for whoever uses the directory afterwards. */
    public RepositoryBuilder push(String url, GitAccess access) {
        return GitCall.of("push to " + url, () -> {
            Remote.push(git, url, access);
            return this;
        });
    }

    /** The commit id of HEAD. */
    public String head() {
        return revision("HEAD");
    }

    /** The object id behind a revision expression such as {@code v1.0.0^{commit}} or {@code develop~2}. */
    public String revision(String expression) {
        return GitCall.of(
                "resolve " + expression,
                () -> git.getRepository().resolve(expression).name());
    }

    /** The working directory. */
    public Path directory() {
        return git.getRepository().getWorkTree().toPath();
    }

    /** JGit's view of the repository, for what this class does not offer. */
    public Git git() {
        return git;
    }

    @Override
    public void close() {
        git.close();
    }

    private RepositoryBuilder tag(TagCommand command) {
        return GitCall.of("tag " + command.getName(), () -> {
            command.setSigned(false).call();
            return this;
        });
    }

    private CommitCommand prepare(CommitCommand command) {
        PersonIdent person = author.next();
        return command.setAuthor(person)
                .setCommitter(person)
                .setSign(false)
                .setNoVerify(true)
                .setAllowEmpty(true);
    }
}
