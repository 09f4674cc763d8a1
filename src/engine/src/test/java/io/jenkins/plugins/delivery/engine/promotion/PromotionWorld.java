package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.forge.Forge;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import io.jenkins.plugins.delivery.engine.forge.ForgeKind;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubMerges;
import io.jenkins.plugins.delivery.engine.forge.github.GitHubPullRequests;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabMergeRequests;
import io.jenkins.plugins.delivery.engine.forge.gitlab.GitLabMerges;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.argo.ArgoTimings;
import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A GitOps repository on a real Git server and an Argo CD that follows it, on one clock that moves when the step waits. */
final class PromotionWorld implements AutoCloseable {

    static final String PASSWORD = "s3cret-of-git";

    /** Values with a comment, quotes and neighbours that must survive every promotion. */
    static final String VALUES =
            "# payments\nimage:\n  repository: registry.example/payments # ours\n  tag: \"1.3.0\"\nreplicas: 2\n";

    final ManualClock clock = new ManualClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    final GitServer git;
    final ArgoCdServer argo;
    final String gitops;
    final Path root;
    final List<String> log = new CopyOnWriteArrayList<>();
    final Map<String, String> attached = new java.util.concurrent.ConcurrentHashMap<>();
    final Map<String, Credential> credentials = new LinkedHashMap<>();

    PromotionWorld(Path root) {
        this(root, ArgoTimings.usual());
    }

    PromotionWorld(Path root, ArgoTimings timings) {
        this.root = root;
        git = GitServer.start(directory("git"), GitAccess.only("ci", PASSWORD));
        gitops = git.create("gitops");
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory("seed"))) {
            Map<String, String> files = new LinkedHashMap<>();
            for (String env : List.of("dev", "stage", "prod")) {
                files.put("environments/" + env + "/payments/values.yaml", VALUES);
            }
            StringBuilder shared = new StringBuilder("# every service on one line\n");
            for (int i = 0; i < 30; i++) {
                shared.append("service-" + i + ": {tag: 1.0.0} # line " + i + "\n");
            }
            files.put("images.yaml", shared.toString());
            files.put("README.md", "Desired state.\n");
            repository.commit("chore: first state", files).push(gitops, access());
        }
        argo = ArgoCdServer.start(clock, timings);
        argo.repositoryCredentials(gitops, access());
        argo.define(ArgoApplication.of("payments-stage", gitops, "main", "environments/stage/payments"));
        credentials.put("git", Credential.usernamePassword("git", "ci", PASSWORD));
        credentials.put("argo", Credential.token("argo", argo.token()));
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GitAccess access() {
        return GitAccess.only("ci", PASSWORD);
    }

    ArgoPromoter promoter() {
        return new ArgoPromoter(
                JGitGitOpsRepository::open, JGitSourceHistory::open, ArgoHttpClient::new, PromotionWorld::forge);
    }

    static Forge forge(ForgeAddress address, String credentialsId, EngineContext context) {
        return address.kind() == ForgeKind.GITLAB
                ? new Forge(
                        GitLabMergeRequests.open(address, credentialsId, context),
                        GitLabMerges.open(address, credentialsId, context))
                : new Forge(
                        GitHubPullRequests.open(address, credentialsId, context),
                        GitHubMerges.open(address, credentialsId, context));
    }

    EngineContext context() {
        return EngineContext.in(directory("workspace"))
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
                .secrets(id -> Optional.ofNullable(credentials.get(id)))
                .clock(clock, clock::advance)
                .attachments(attached::put)
                .build();
    }

    /** The parameters of an ordinary promotion of payments to stage, with changes. */
    ArgoPromoteRequest request(Map<String, Object> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("env", "stage");
        arguments.put("service", "payments");
        arguments.put("version", "1.4.0");
        arguments.put("gitops", gitops);
        arguments.put("credentialsId", "git");
        arguments.put("file", "environments/${env}/${service}/values.yaml");
        arguments.put("argo", argo.url().toString());
        arguments.put("argoCredentialsId", "argo");
        arguments.put("run", "https://ci.example/job/payments/7");
        arguments.putAll(changes);
        return RequestBinder.bind("argoPromote", ArgoPromoteRequest.class, arguments);
    }

    Map<String, Object> promote(Map<String, Object> changes) throws InterruptedException {
        return promoter().run(request(changes), context()).toMap();
    }

    /** What a file says at the tip of the GitOps repository. */
    String file(String path) {
        return git("show", "main:" + path);
    }

    String values(String env) {
        return file("environments/" + env + "/payments/values.yaml");
    }

    /** Runs git on the bare repository: an independent reader of what we wrote. */
    String git(String... arguments) {
        try {
            List<String> command = new java.util.ArrayList<>(List.of("git"));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .directory(git.repositoryDirectory("gitops").toFile())
                    .redirectErrorStream(true)
                    .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int commits() {
        return Integer.parseInt(git("rev-list", "--count", "main").strip());
    }

    /** Somebody else's commit on the GitOps branch. */
    void foreignCommit(String path, String text) {
        try (RepositoryBuilder clone =
                RepositoryBuilder.cloneOf(gitops, directory("foreign-" + System.nanoTime()), access())) {
            clone.commit("chore: by a person", Map.of(path, text)).push(gitops, access());
        }
    }

    @Override
    public void close() {
        argo.close();
        git.close();
    }
}
