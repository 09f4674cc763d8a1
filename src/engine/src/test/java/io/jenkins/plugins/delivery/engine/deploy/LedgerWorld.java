package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.deploy.ecs.EcsDeployRequest;
import io.jenkins.plugins.delivery.engine.deploy.ecs.EcsDeployer;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import io.jenkins.plugins.delivery.testbed.ecs.EcsServer;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service of ECS, a GitOps repository with its ledger, and the repository of the service, whose versions 1.3.0 to 1.6.0 are commits. */
final class LedgerWorld implements AutoCloseable {

    private static final GitAccess ACCESS = GitAccess.only("ci", "s3cret-of-git");

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T10:00:00Z"));
    final List<String> log = new CopyOnWriteArrayList<>();
    final Map<String, String> attached = new ConcurrentHashMap<>();
    final EcsServer ecs = EcsServer.start(
            "payments-stage",
            Map.of(
                    "containerDefinitions",
                    List.of(Map.of("name", "payments", "image", "registry.example/shop/payments:1.2.0"))));
    final GitServer git;
    final Map<String, String> commits = new LinkedHashMap<>();
    private final Path directory;
    private final String gitops;
    private final String source;

    LedgerWorld(Path directory) {
        this.directory = directory;
        git = GitServer.start(directory("git"), ACCESS);
        gitops = git.create("gitops");
        source = git.create("payments");
        try (RepositoryBuilder seed = RepositoryBuilder.init(directory("seed"))) {
            seed.commit("chore: first state", Map.of("README.md", "Desired state.\n"))
                    .push(gitops, ACCESS);
        }
        try (RepositoryBuilder code = RepositoryBuilder.init(directory("code"))) {
            version(code, "1.3.0", "src/a.txt");
            version(code, "1.4.0", "src/b.txt");
            version(code, "1.5.0", "db/migrations/V7__invoices.sql");
            version(code, "1.6.0", "src/c.txt");
            code.push(source, ACCESS);
        }
    }

    private void version(RepositoryBuilder code, String version, String file) {
        commits.put(
                version,
                code.commit("feat: " + version, Map.of(file, version + "\n")).head());
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String digest(String version) {
        return "sha256:" + String.valueOf(version.charAt(2)).repeat(64);
    }

    DeployOperation<EcsDeployRequest> step() {
        return new DeployOperation<>(
                new EcsDeployer(), new GitDeployLedger(JGitGitOpsRepository::open, JGitSourceHistory::open));
    }

    EcsDeployRequest request(String version, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("env", "stage");
        all.put("service", "payments");
        all.put("version", version);
        all.put("digest", digest(version));
        all.put("commit", commits.get(version));
        all.put("ecsService", "payments-stage");
        all.put("region", "eu-central-1");
        all.put("endpoint", ecs.url().toString());
        all.put("credentialsId", "aws");
        all.put("gitops", gitops);
        all.put("gitopsCredentialsId", "git");
        all.put("source", source);
        all.put("sourceCredentialsId", "git");
        all.put("run", "https://ci.example/job/payments/" + version + "/");
        all.putAll(more);
        all.values().removeIf(""::equals);
        return RequestBinder.bind("ecsDeploy", EcsDeployRequest.class, all);
    }

    EngineContext context() {
        return EngineContext.in(directory("workspace"))
                .clock(clock, clock::advance)
                .secrets(id -> Optional.of(
                        id.equals("git")
                                ? Credential.usernamePassword(id, "ci", "s3cret-of-git")
                                : Credential.usernamePassword(id, "AKIAEXAMPLE", "secret-of-the-tests")))
                .attachments(attached::put)
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

    Ticket begin(String version, Map<String, Object> more) throws InterruptedException {
        return step().start(request(version, more), context());
    }

    /** Polls as a host does that saves the ticket each time. */
    Map<String, Object> finish(Ticket begun) throws InterruptedException {
        Ticket ticket = begun;
        for (int polls = 0; polls < 500; polls++) {
            Progress<DeployResult> progress = step().look(Ticket.fromMap(ticket.toMap()), context());
            if (progress instanceof Progress.Done<DeployResult> done) {
                return done.result().toMap();
            }
            Progress.Waiting<DeployResult> waiting = (Progress.Waiting<DeployResult>) progress;
            ticket = waiting.ticket();
            clock.advance(waiting.nextPoll());
        }
        throw new TerminalException("still waiting: " + log, "");
    }

    /** A deployment that comes up. */
    Map<String, Object> deploy(String version, Map<String, Object> more) throws InterruptedException {
        Ticket ticket = begin(version, more);
        ecs.steady();
        return finish(ticket);
    }

    /** A deployment that ECS gives up. */
    Map<String, Object> deployBroken(String version, Map<String, Object> more) throws InterruptedException {
        Ticket ticket = begin(version, more);
        ecs.giveUp("tasks failed to start", false);
        return finish(ticket);
    }

    /** Runs git on the GitOps repository: an independent reader. */
    String git(String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .directory(git.repositoryDirectory("gitops").toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output : "exit code " + process.exitValue() + ": " + output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** First lines of the commits, newest first, without the first state. */
    List<String> ledger() {
        List<String> lines =
                new ArrayList<>(git("log", "--format=%s", "main").lines().toList());
        lines.remove("chore: first state");
        return lines;
    }

    /** A trailer of the newest commit. */
    String newest(String trailer) {
        return git("log", "-1", "--format=%(trailers:key=" + trailer + ",valueonly)", "main")
                .strip();
    }

    String quarantine() {
        return git("show", "main:.delivery/quarantine/payments");
    }

    @Override
    public void close() {
        ecs.close();
        git.close();
    }
}
