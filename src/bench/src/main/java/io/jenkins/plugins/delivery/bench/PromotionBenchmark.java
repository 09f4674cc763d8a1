package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.OperationResult;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Promotions a second when services push to one file of one GitOps repository over HTTP, all at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Threads(8)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 3, time = 5)
public class PromotionBenchmark {

    private static final int SERVICES = 8;

    private final AtomicInteger promotions = new AtomicInteger();
    private Path directory;
    private GitServer server;
    private String gitops;

    /** One service a thread, so that threads race for the branch and never for a value. */
    @State(Scope.Thread)
    public static class Service {
        private static final AtomicInteger COUNT = new AtomicInteger();
        private final String name = "service" + COUNT.getAndIncrement() % SERVICES;
        private final String run = "bench-" + name;
        private int patch;
    }

    @Setup(Level.Trial)
    public void start() throws IOException {
        directory = Files.createTempDirectory("bench-promotion");
        server = GitServer.start(Files.createDirectory(directory.resolve("server")));
        gitops = server.create("gitops");
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < SERVICES; i++) {
            values.append("service").append(i).append(":\n  image:\n    tag: 0.0.0\n");
        }
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory.resolve("first"))) {
            repository
                    .commit("chore: start", Map.of("stage.yaml", values.toString()))
                    .push(gitops, GitAccess.open());
        }
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
        System.out.println(promotions.get() + " promotions became " + (server.pushes("gitops") - 1) + " pushes.");
        server.close();
        Tool.delete(directory);
    }

    @Benchmark
    public OperationResult promote(Service service) throws InterruptedException {
        String version = "1.0." + ++service.patch;
        OperationResult result = OperationCatalog.named("argoPromote")
                .run(
                        Map.of(
                                "env",
                                "stage",
                                "service",
                                service.name,
                                "version",
                                version,
                                "gitops",
                                gitops,
                                "file",
                                "stage.yaml",
                                "set",
                                Map.of(service.name + ".image.tag", "${version}"),
                                "waitFor",
                                "none",
                                "run",
                                service.run + "-" + service.patch),
                        EngineContext.in(directory).build());
        promotions.incrementAndGet();
        return result;
    }
}
