package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.PushFault;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
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
     * @param seconds until the last was there or gave up
     * @param pushes that reached the server, refused ones included
     */
    record Outcome(int landed, double seconds, int pushes) {}

    private final LoadLayout layout;
    private final int services;
    private final Path directory;
    private final GitServer server;
    private final String gitops;
    private final String warmUp;

    LoadRun(LoadLayout layout, int services) throws IOException {
        this.layout = layout;
        this.services = services;
        directory = Files.createTempDirectory("bench-load");
        server = GitServer.start(Files.createDirectory(directory.resolve("server")));
        gitops = server.create("gitops");
        warmUp = server.create("warm-up");
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

    /** With the steps of this product, from so many processes. */
    Outcome ours(int processes) throws IOException, InterruptedException {
        List<Process> controllers = new ArrayList<>();
        List<BufferedReader> answers = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                Process controller = controller(services * i / processes, services * (i + 1) / processes);
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
            int landed = 0;
            for (BufferedReader answer : answers) {
                landed += Integer.parseInt(answer.readLine());
            }
            return checked(landed, start, before);
        } finally {
            controllers.forEach(Process::destroy);
        }
    }

    private Process controller(int from, int to) throws IOException {
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
                        String.valueOf(from),
                        String.valueOf(to))
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
            int landed = 0;
            for (Future<Boolean> promotion : promotions) {
                landed += promotion.get() ? 1 : 0;
            }
            return checked(landed, start, before);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** What was believed to have landed must be on the server, once each, and nothing else. */
    private Outcome checked(int landed, Instant start, int pushesBefore) throws IOException, InterruptedException {
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        Path repository = server.repositoryDirectory("gitops");
        List<String> subjects = Tool.run(repository, "git", "log", "--format=%s", "main")
                .lines()
                .filter(subject -> subject.startsWith("promote "))
                .toList();
        long changed = Tool.run(repository, "git", "log", "--format=", "--numstat", "main")
                .lines()
                .filter(line -> line.startsWith("1\t1\t"))
                .count();
        int standing = 0;
        for (int service = 0; service < services; service++) {
            standing += standing(repository, service) ? 1 : 0;
        }
        if (subjects.size() != landed
                || subjects.stream().distinct().count() != landed
                || changed != landed
                || standing != landed) {
            throw new IllegalStateException(landed + " were told to have landed; on the server are " + subjects.size()
                    + " commits, " + changed + " of one line, and " + standing + " values.");
        }
        return new Outcome(landed, seconds, server.pushAttempts("gitops") - pushesBefore);
    }

    private boolean standing(Path repository, int service) throws InterruptedException {
        try {
            return Tool.run(repository, "git", "show", "main:" + layout.file(service))
                    .contains(layout.line(service, LoadLayout.NEW));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Tool.delete(directory);
    }
}
