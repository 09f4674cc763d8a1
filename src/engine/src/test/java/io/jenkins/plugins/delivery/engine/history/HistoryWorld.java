package io.jenkins.plugins.delivery.engine.history;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitCommitLog;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A GitOps repository and a service's repository on a real Git server, built commit by commit at chosen times. */
public final class HistoryWorld implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final GitAccess ACCESS = GitAccess.only("ci", "s3cret-of-git");

    public final ManualClock clock = new ManualClock(NOW);
    public final GitServer git;
    public final String url;
    public final String source;
    public final RepositoryBuilder gitops;
    public final RepositoryBuilder service;
    public final List<String> log = new CopyOnWriteArrayList<>();
    public final Map<String, String> attachments = new LinkedHashMap<>();
    private final Path root;

    public HistoryWorld(Path root) throws IOException {
        this.root = root;
        git = GitServer.start(Files.createDirectories(root.resolve("git")), ACCESS);
        url = git.create("gitops");
        source = git.create("payments");
        gitops = RepositoryBuilder.init(Files.createDirectories(root.resolve("gitops")));
        service = RepositoryBuilder.init(Files.createDirectories(root.resolve("payments")));
        build(9000);
    }

    /** The moment so many hours before now. */
    public static Instant hoursAgo(long hours) {
        return NOW.minus(Duration.ofHours(hours));
    }

    /** A commit at a time; what it changes is the value of payments in an environment, or nothing for a null. */
    public String commit(long hoursAgo, String message, String env, String version) {
        gitops.at(hoursAgo(hoursAgo));
        if (version == null) {
            gitops.commit(message);
        } else {
            gitops.commit(message, Map.of(file(env), "image:\n  tag: \"" + version + "\"\n"));
        }
        return gitops.head();
    }

    public static String file(String env) {
        return "environments/" + env + "/payments/values.yaml";
    }

    /** A commit of the service. */
    public String build(long hoursAgo) {
        service.at(hoursAgo(hoursAgo)).commit("feat: of " + hoursAgo + " hours ago");
        return service.head();
    }

    public void push() {
        gitops.push(url, ACCESS);
        service.push(source, ACCESS);
    }

    public GitOpsAddress address() {
        return new GitOpsAddress(url, "main", "git");
    }

    public CommitLog open(Instant since) {
        return JGitCommitLog.open(address(), since, context());
    }

    public EngineContext context() {
        return EngineContext.in(root)
                .clock(clock, clock::advance)
                .secrets(id -> id.equals("git")
                        ? Optional.of(Credential.usernamePassword("git", "ci", "s3cret-of-git"))
                        : Optional.empty())
                .attachments(attachments::put)
                .log(new DeliveryLog() {
                    @Override
                    public void info(String message) {
                        log.add(message);
                    }

                    @Override
                    public void warn(String message) {
                        log.add("WARN " + message);
                    }
                })
                .build();
    }

    public Map<String, Object> history(Map<String, Object> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("gitops", url, "credentialsId", "git"));
        arguments.putAll(changes);
        return new DeliveryHistory(JGitCommitLog::open, JGitSourceHistory::open)
                .run(RequestBinder.bind("deliveryHistory", DeliveryHistoryRequest.class, arguments), context())
                .toMap();
    }

    /** Gives the program git an input in the GitOps repository on the server. */
    public void git(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(git.repositoryDirectory("gitops").toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("git.log").toFile())
                .start();
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(root.resolve("git.log")));
        }
    }

    @Override
    public void close() {
        gitops.close();
        service.close();
        git.close();
    }
}
