package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import io.jenkins.plugins.delivery.engine.version.RepositoryHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.URIish;

/** A clone as a build has it: one ref, no tags, a depth, a detached HEAD. */
final class BuildClone {

    private final Path directory;

    private BuildClone(Path directory) {
        this.directory = directory;
    }

    /** @param protocol version of Git's protocol that the clone is set to */
    static BuildClone of(String url, String ref, ObjectId commit, int depth, int protocol, Path directory)
            throws Exception {
        try (Git git = Git.init().setBare(true).setDirectory(directory.toFile()).call()) {
            StoredConfig config = git.getRepository().getConfig();
            config.setInt("protocol", null, "version", protocol);
            // JGit looks after each fetch whether to tidy up; in the background it would change files while they are
            // compared.
            config.setBoolean("gc", null, "autoDetach", false);
            config.save();
            git.remoteAdd().setName("origin").setUri(new URIish(url)).call();
            git.fetch()
                    .setRemote("origin")
                    .setRefSpecs(new RefSpec("+" + ref + ":refs/remotes/origin/built"))
                    .setDepth(depth)
                    .setTagOpt(TagOpt.NO_TAGS)
                    .call();
            RefUpdate head = git.getRepository().updateRef("HEAD", true);
            head.setNewObjectId(commit);
            head.forceUpdate();
        }
        return new BuildClone(directory);
    }

    RepositoryFacts read(TaggerFixture log, HistoryQuery query) {
        return read(directory, log, query);
    }

    static RepositoryFacts read(Path directory, TaggerFixture log, HistoryQuery query) {
        EngineContext context = EngineContext.in(directory).log(log).build();
        try (RepositoryHistory history = new JGitHistorySource().open(query, context)) {
            return history.read();
        }
    }

    /** Every file of the clone with its size. */
    Map<String, Long> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.collect(Collectors.toMap(
                    file -> directory.relativize(file).toString(),
                    file -> file.toFile().isFile() ? file.toFile().length() : 0L));
        }
    }
}
