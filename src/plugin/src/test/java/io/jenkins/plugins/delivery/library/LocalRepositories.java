package io.jenkins.plugins.delivery.library;

import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Bare Git repositories in a folder, by their path. */
final class LocalRepositories {

    private final Path folder;

    LocalRepositories(Path folder) {
        this.folder = folder;
    }

    /** Makes an empty one with the branch main, and returns its address. */
    String create(String name) throws GitAPIException {
        Git.init()
                .setBare(true)
                .setInitialBranch("main")
                .setDirectory(bare(name).toFile())
                .call()
                .close();
        return bare(name).toUri().toString();
    }

    /** A work tree whose commits {@link #push} brings to the bare repository of this name. */
    RepositoryBuilder workTree(String name) {
        return RepositoryBuilder.init(folder.resolve(name));
    }

    Path workTreeFolder(String name) {
        return folder.resolve(name);
    }

    void push(RepositoryBuilder repository, String url) {
        repository.push(url, GitAccess.open());
    }

    /** First lines of the messages on main, newest first. */
    List<String> messages(String name) throws IOException, GitAPIException {
        try (Git git = Git.open(bare(name).toFile())) {
            return StreamSupport.stream(
                            git.log()
                                    .add(git.getRepository().resolve("main"))
                                    .call()
                                    .spliterator(),
                            false)
                    .map(commit -> commit.getShortMessage())
                    .toList();
        }
    }

    private Path bare(String name) {
        return folder.resolve(name + ".git");
    }
}
