package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.OperationResult;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

/** The next version of a long history, against what the command line of Git needs for the same facts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class NextVersionBenchmark {

    /** Length of the history. */
    @Param("20000")
    public int commits;

    private Path directory;
    private Path clone;

    /** Makes the history once for all measurements. */
    @Setup(Level.Trial)
    public void create() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("bench-version");
        clone = SyntheticHistory.create(directory, commits);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Tool.delete(directory);
    }

    /** Our step, fetch of the remote's tags included. */
    @Benchmark
    public OperationResult semverTag() throws InterruptedException {
        return OperationCatalog.named("semverTag")
                .run(
                        Map.of("flow", "trunk", "branch", "main"),
                        EngineContext.in(clone).build());
    }

    /** The same facts by hand: fetch the tags, find the last release, list the messages since. */
    @Benchmark
    public String gitDescribeAndLog() throws IOException, InterruptedException {
        Tool.run(clone, "git", "fetch", "-q", "--tags", "origin");
        String release = Tool.run(clone, "git", "describe", "--tags", "--abbrev=0", "--match", "v*")
                .strip();
        return Tool.run(clone, "git", "log", "--format=%H%x00%B", release + "..HEAD");
    }
}
