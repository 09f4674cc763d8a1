package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.argo.http.SharedArgo;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One look of a hundred waits at their applications in one Argo CD, together and each for itself. What is measured is time with client
 * and server on one machine, so mostly their processor time; the requests of a look are printed at the end.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
public class WaitBenchmark {

    @Param("100")
    private int waits;

    private Path directory;
    private GitServer git;
    private ArgoCdServer argo;
    private ArgoClient.Opener shared;
    private Optional<Credential> user;
    private long looks;

    @Setup(Level.Trial)
    public void start() throws IOException {
        directory = Files.createTempDirectory("bench-wait");
        git = GitServer.start(Files.createDirectory(directory.resolve("server")));
        String gitops = git.create("gitops");
        argo = ArgoCdServer.start();
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < waits; i++) {
            files.put(name(i) + "/values.yaml", "image:\n  tag: 1.0.0\n");
        }
        try (RepositoryBuilder repository = RepositoryBuilder.init(Files.createDirectory(directory.resolve("first")))) {
            repository.commit("chore: start", files).push(gitops, GitAccess.open());
        }
        for (int i = 0; i < waits; i++) {
            argo.define(ArgoApplication.of(name(i), gitops, "main", name(i)));
        }
        user = Optional.of(Credential.token("argo", argo.token()));
        shared = new SharedArgo();
    }

    @Setup(Level.Iteration)
    public void count() {
        argo.clearRequests();
        looks = 0;
    }

    /** Looks are at least a second apart; here it is enough that nothing of the last look is used again. */
    @Setup(Level.Invocation)
    public void pause() throws InterruptedException {
        Thread.sleep(600);
    }

    @TearDown(Level.Iteration)
    public void tell() {
        System.out.print(argo.requests().size() + " requests in " + looks + " looks; ");
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
        argo.close();
        git.close();
        Tool.delete(directory);
    }

    private static String name(int number) {
        return "service" + number;
    }

    @Benchmark
    public void together(Blackhole seen) throws InterruptedException {
        look(shared, seen);
    }

    @Benchmark
    public void eachForItself(Blackhole seen) throws InterruptedException {
        look(ArgoHttpClient::new, seen);
    }

    private void look(ArgoClient.Opener opener, Blackhole seen) throws InterruptedException {
        for (int i = 0; i < waits; i++) {
            Application application =
                    opener.open(argo.url().toString(), user, name(i), null).get();
            seen.consume(application);
        }
        looks++;
    }
}
