package io.jenkins.plugins.delivery.engine.gitflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.engine.git.Tool;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.github.GitHubRepository;
import io.jenkins.plugins.delivery.testbed.github.GitHubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A remote with main, develop and release/1.5.0 behind a real Git server, a developer's clone of it, and GitHub beside it. What the
 * steps did is read with the git command line.
 */
final class FlowWorld implements AutoCloseable, DeliveryLog {

    static final String TOKEN = "ghp_s3cret-token";
    private static final String PROJECT = "acme/payments";

    final GitServer server;
    final GitHubServer github = GitHubServer.start(TOKEN, PROJECT);
    final GitHubRepository pulls = github.repository(PROJECT);
    final Path root;
    final Path dev;
    final String url;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path workspace;
    private boolean dryRun;
    private int clones;

    FlowWorld(Path root) throws Exception {
        Tool.need("git");
        this.root = root;
        server = GitServer.start(Files.createDirectories(root.resolve("remote")));
        url = server.create(PROJECT);
        dev = Files.createDirectories(root.resolve("dev"));
        dev("init", "-q", "-b", "main");
        dev("remote", "add", "origin", url);
        commit("app", "1\n2\n3\n4\n5\n", "chore: begin");
        dev("tag", "-a", "v1.4.0", "-m", "Release 1.4.0");
        dev("checkout", "-q", "-b", "develop");
        commit("feature", "pay\n", "feat: pay");
        dev("checkout", "-q", "-b", "release/1.5.0");
        commit("notes", "1.5.0\n", "docs: notes");
        dev("checkout", "-q", "develop");
        commit("next", "later\n", "feat: later");
        push();
    }

    /** Runs git in the developer's clone. */
    String dev(String... arguments) throws Exception {
        return git(dev, arguments);
    }

    /** Runs git in the bare repository of the server. */
    String bare(String... arguments) throws Exception {
        return git(server.repositoryDirectory(PROJECT), arguments);
    }

    FlowWorld commit(String file, String content, String message) throws Exception {
        return commitBy("Dana Developer", file, content, message);
    }

    FlowWorld commitBy(String author, String file, String content, String message) throws Exception {
        Path path = dev.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        dev("add", "--", file);
        dev(
                "commit",
                "-q",
                "--author",
                author + " <" + author.split(" ")[0].toLowerCase(java.util.Locale.ROOT) + "@example.com>",
                "-m",
                message);
        return this;
    }

    /** Pushes every branch and tag of the developer. */
    void push() throws Exception {
        dev("push", "-q", "origin", "refs/heads/*:refs/heads/*", "refs/tags/*:refs/tags/*");
    }

    /** Gets what the steps did into the developer's branches of these names. */
    void pull(String... branches) throws Exception {
        dev("fetch", "-q", "--tags", "origin");
        for (String branch : branches) {
            dev("checkout", "-q", "-B", branch, "origin/" + branch);
        }
    }

    /** A clone as Jenkins makes it: of one branch, with its commit checked out. */
    FlowWorld checkout(String branch, String... options) throws Exception {
        workspace = root.resolve("workspace" + ++clones);
        List<String> command = new ArrayList<>(List.of("clone", "-q", "-b", branch));
        command.addAll(List.of(options));
        command.addAll(List.of(url, workspace.toString()));
        git(root, command.toArray(String[]::new));
        environment.put("BRANCH_NAME", branch);
        return this;
    }

    Path workspace() {
        return workspace;
    }

    FlowWorld with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    FlowWorld dryRun() {
        dryRun = true;
        return this;
    }

    Map<String, Object> finish() throws InterruptedException {
        return finish(Map.of());
    }

    /** Runs the step as a host does, with GitHub as the forge. */
    Map<String, Object> finish(Map<String, Object> more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(
                Map.of("forge", "github", "forgeUrl", github.url().toString(), "forgeCredentialsId", "github"));
        arguments.putAll(more);
        return run("gitFlowFinish", arguments);
    }

    Map<String, Object> start(Map<String, Object> arguments) throws InterruptedException {
        return run("gitFlowStart", arguments);
    }

    private Map<String, Object> run(String step, Map<String, Object> arguments) throws InterruptedException {
        log.clear();
        EngineContext context = EngineContext.in(workspace)
                .log(this)
                .environment(environment)
                .dryRun(dryRun)
                .clock(java.time.Clock.systemUTC(), duration -> log.add("PAUSE " + duration))
                .secrets(id -> id.equals("github") ? Optional.of(Credential.token("github", TOKEN)) : Optional.empty())
                .build();
        return OperationCatalog.named(step).run(arguments, context).toMap();
    }

    /** Where a branch or tag of the remote stands; empty when there is none. */
    String tip(String ref) throws Exception {
        return Tool.end(
                        server.repositoryDirectory(PROJECT),
                        Map.of(),
                        "git",
                        "rev-parse",
                        "-q",
                        "--verify",
                        ref + "^{commit}")
                .output()
                .strip();
    }

    /** The real git says that a branch of the remote contains another ref. */
    boolean contains(String branch, String ref) throws Exception {
        return Tool.end(
                                server.repositoryDirectory(PROJECT),
                                Map.of(),
                                "git",
                                "merge-base",
                                "--is-ancestor",
                                ref,
                                branch)
                        .code()
                == 0;
    }

    /** Every ref of the remote with its object. */
    String refs() throws Exception {
        return bare("for-each-ref", "--format=%(refname) %(objectname)");
    }

    String log() {
        return String.join("\n", log);
    }

    /** The state of one target of a result. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> target(Map<String, Object> result, String branch) {
        return ((List<Map<String, Object>>) result.get("targets"))
                .stream()
                        .filter(target -> target.get("branch").equals(branch))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no target " + branch + " in " + result));
    }

    @Override
    public void info(String message) {
        log.add(message);
    }

    @Override
    public void warn(String message) {
        log.add("WARN " + message);
    }

    @Override
    public void close() throws Exception {
        try {
            // Whatever a test did, the remote is a sound repository.
            assertThat(bare("fsck", "--full", "--strict", "--no-dangling"))
                    .doesNotContain("error", "missing", "broken");
            assertThat(github.failures()).isEmpty();
        } finally {
            server.close();
            github.close();
        }
    }

    private static String git(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-c",
                "user.name=Dana Developer",
                "-c",
                "user.email=dana@example.com",
                "-c",
                "protocol.file.allow=always",
                "-c",
                "advice.detachedHead=false"));
        command.addAll(List.of(arguments));
        return Tool.run(directory, command.toArray(String[]::new)).strip();
    }
}
