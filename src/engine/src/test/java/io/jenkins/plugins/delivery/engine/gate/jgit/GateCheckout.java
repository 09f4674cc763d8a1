package io.jenkins.plugins.delivery.engine.gate.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RecordedRun;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.URIish;

/** A service's repository on a server, its author's clone, and checkouts as builds have them. */
public final class GateCheckout implements AutoCloseable {

    public static final String REPOSITORY = "shop/payments";

    private final Path root;
    private final GitServer server;
    private final RepositoryBuilder author;
    private final Map<String, String> attachments = new HashMap<>();
    private int builds;

    private GateCheckout(Path root) {
        this.root = root;
        server = GitServer.start(root.resolve("server"));
        server.create(REPOSITORY);
        author = RepositoryBuilder.init(root.resolve("author"));
    }

    public static GateCheckout in(Path root) {
        return new GateCheckout(root);
    }

    /** The clone of somebody who works on the service. */
    public RepositoryBuilder author() {
        return author;
    }

    public GitServer server() {
        return server;
    }

    public String url() {
        return server.url(REPOSITORY);
    }

    public GateCheckout push() {
        author.push(url(), GitAccess.open());
        return this;
    }

    /**
     * A workspace with one branch of the server checked out, as the build of a pull request has it.
     *
     * @param depth 0 for everything
     */
    public Path workspace(String branch, int depth) throws Exception {
        Path directory = root.resolve("build-" + ++builds);
        try (Git git = Git.init().setDirectory(directory.toFile()).call()) {
            git.getRepository().getConfig().setBoolean("gc", null, "autoDetach", false);
            git.getRepository().getConfig().save();
            git.remoteAdd().setName("origin").setUri(new URIish(url())).call();
            FetchCommand fetch = git.fetch()
                    .setRemote("origin")
                    .setRefSpecs(List.of(new RefSpec("+refs/heads/" + branch + ":refs/remotes/origin/" + branch)))
                    .setTagOpt(TagOpt.NO_TAGS);
            (depth == 0 ? fetch : fetch.setDepth(depth)).call();
            git.checkout().setName("origin/" + branch).call();
        }
        return directory;
    }

    /** The context of a run in a workspace; what it attaches is kept here. */
    public EngineContext context(RecordedRun run, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("PATH", System.getenv("PATH"));
        return run.context().toBuilder()
                .environment(all)
                .attachments(attachments::put)
                .build();
    }

    /** What runs have attached, by name. */
    public Map<String, String> attachments() {
        return attachments;
    }

    public static void write(Path workspace, String file, String text) {
        try {
            Path path = workspace.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        author.close();
        server.close();
    }
}
