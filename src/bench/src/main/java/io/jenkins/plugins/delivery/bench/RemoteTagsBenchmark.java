package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import io.jenkins.plugins.delivery.engine.version.RepositoryHistory;
import io.jenkins.plugins.delivery.engine.version.jgit.JGitHistorySource;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.Warmup;

/** The same reading in a full clone that has a remote, whose tags are listed each time, against {@code git ls-remote} alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RemoteTagsBenchmark {

    /** Which {@link SyntheticHistory}. */
    @Param({"near", "wide"})
    public String history;

    /** How the remote is reached; the server over HTTP is on this machine. */
    @Param({"file", "http"})
    public String transport;

    private Path directory;
    private Path clone;
    private GitServer server;

    @Setup(Level.Trial)
    public void create() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("bench-remote");
        Path origin = SyntheticHistory.named(history).create(directory.resolve("shop.git"), true);
        server = GitServer.start(Files.createDirectory(directory.resolve("server")));
        String url = server.create("shop");
        Tool.run(origin, "git", "push", "-q", "--mirror", url);
        clone = directory.resolve("clone");
        Tool.run(
                directory,
                "git",
                "clone",
                "-q",
                transport.equals("http") ? url : origin.toUri().toString(),
                "clone");
        Tool.run(clone, "git", "pack-refs", "--all");
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        server.close();
        Tool.delete(directory);
    }

    /** Reading with the remote's tags. */
    @Benchmark
    public RepositoryFacts reading() {
        HistoryQuery query = new HistoryQuery(null, "v", null, "origin", null, false, false);
        try (RepositoryHistory opened =
                new JGitHistorySource().open(query, EngineContext.in(clone).build())) {
            return opened.read();
        }
    }

    /** What Git needs to list them. */
    @Benchmark
    public String gitLsRemote() throws IOException, InterruptedException {
        return Tool.run(clone, "git", "ls-remote", "--tags", "origin");
    }
}
