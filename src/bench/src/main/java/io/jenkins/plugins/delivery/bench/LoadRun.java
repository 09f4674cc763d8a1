package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.PushFault;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Services that are promoted at the same moment to a fresh repository, in one way; looked at on the server afterwards. */
final class LoadRun implements AutoCloseable {

    private static final Duration ADDED = Duration.ofMillis(100);

    /**
     * What came of it.
     *
     * @param landed how many promotions are in Git
     * @param superseded how many were not made, as a newer build of their service was
     * @param seconds until the last was there or gave up
     * @param pushes that reached the server, refused ones included
     */
    record Outcome(int landed, int superseded, double seconds, int pushes) {}

    private final LoadLayout layout;
    private final int services;
    private final Path directory;
    private final GitServer server;
    private final String gitops;
    private final String warmUp;
    private final String source;

    LoadRun(LoadLayout layout, int services) throws IOException {
        this.layout = layout;
        this.services = services;
        directory = Files.createTempDirectory("bench-load");
        server = GitServer.start(Files.createDirectory(directory.resolve("server")));
        gitops = server.create("gitops");
        warmUp = server.create("warm-up");
        source = server.create("service");
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory.resolve("first"))) {
            repository.commit("chore: start", layout.files(services));
            repository.push(gitops, GitAccess.open()).push(warmUp, GitAccess.open());
        }
        server.faultPushes(push -> {
            try {
                Thread.sleep(ADDED.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return PushFault.NONE;
        });
    }

    /**
     * With the steps of this product, from so many processes.
     *
     * @param builds of every service that are promoted at the same moment
     */
    Outcome ours(int processes, int builds) throws IOException, InterruptedException {
        String commits = String.join(",", commits(builds));
        List<Process> controllers = new ArrayList<>();
        List<BufferedReader> answers = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                Process controller = controller(LoadShare.of(i, processes, services, builds), commits);
                controllers.add(controller);
                answers.add(
                        new BufferedReader(new InputStreamReader(controller.getInputStream(), StandardCharsets.UTF_8)));
            }
            for (BufferedReader answer : answers) {
                if (!LoadClient.READY.equals(answer.readLine())) {
                    throw new IOException("A controller did not come up; its words are above.");
                }
            }
            int before = server.pushAttempts("gitops");
            Instant start = Instant.now();
            for (Process controller : controllers) {
                controller.getOutputStream().write('\n');
                controller.getOutputStream().flush();
            }
            List<LoadShare.Told> told = new ArrayList<>();
            for (BufferedReader answer : answers) {
                told.addAll(LoadShare.told(answer.readLine()));
            }
            return checked(told, true, start, before);
        } finally {
            controllers.forEach(Process::destroy);
        }
    }

    /** The builds of every service are of these commits, one after the other. */
    private List<String> commits(int builds) {
        List<String> commits = new ArrayList<>();
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory.resolve("builds"))) {
            for (int build = 0; build < builds; build++) {
                repository.commit("feat: build " + build);
                commits.add(repository.head());
            }
            repository.push(source, GitAccess.open());
        }
        return commits;
    }

    private Process controller(List<LoadShare.Promotion> share, String commits) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadClient.class.getName(),
                        gitops,
                        warmUp,
                        layout.name(),
                        LoadShare.words(share),
                        source,
                        commits)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** As others do it, with one clone for each promotion. */
    Outcome theirs(LoadStrategy strategy, Duration limit) throws IOException, InterruptedException {
        Path clones = Files.createDirectory(directory.resolve("clones"));
        ExecutorService pool = Executors.newFixedThreadPool(services);
        int before = server.pushAttempts("gitops");
        Instant start = Instant.now();
        try {
            List<Future<Boolean>> promotions = new ArrayList<>();
            for (int i = 0; i < services; i++) {
                LoadStrategy.Clone clone = new LoadStrategy.Clone(gitops, clones.resolve("clone-" + i), layout, i);
                promotions.add(pool.submit(() -> strategy.promote(clone, start.plus(limit))));
            }
            List<LoadShare.Told> told = new ArrayList<>();
            for (int i = 0; i < services; i++) {
                boolean landed = promotions.get(i).get();
                told.add(new LoadShare.Told(new LoadShare.Promotion(i, 0), landed ? "pushed" : "failed"));
            }
            return checked(told, false, start, before);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Outcome checked(List<LoadShare.Told> told, boolean complete, Instant start, int pushesBefore)
            throws IOException, InterruptedException {
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        int pushes = server.pushAttempts("gitops") - pushesBefore;
        new LoadCheck(server.repositoryDirectory("gitops"), layout).check(told, complete);
        return new Outcome(count(told, "pushed"), count(told, "superseded"), seconds, pushes);
    }

    private static int count(List<LoadShare.Told> told, String state) {
        return (int) told.stream().filter(one -> one.state().equals(state)).count();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Tool.delete(directory);
    }
}
