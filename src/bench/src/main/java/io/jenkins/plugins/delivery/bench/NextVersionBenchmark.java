package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.OperationResult;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import io.jenkins.plugins.delivery.engine.version.RepositoryHistory;
import io.jenkins.plugins.delivery.engine.version.jgit.JGitHistorySource;
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

/** The next version of a long history without a remote, against the two calls of Git that give the same facts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class NextVersionBenchmark {

    /** Which {@link SyntheticHistory}. */
    @Param({"near", "wide", "far", "maint"})
    public String history;

    /** Whether it has a commit-graph. */
    @Param({"false", "true"})
    public boolean graph;

    private Path directory;
    private Path repository;

    /** Makes the history once for all measurements. */
    @Setup(Level.Trial)
    public void create() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("bench-version");
        repository = SyntheticHistory.named(history).create(directory.resolve("shop.git"), graph);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Tool.delete(directory);
    }

    /** What the step reads: tags, highest contained release, commits since, main line. */
    @Benchmark
    public RepositoryFacts reading() {
        HistoryQuery query = new HistoryQuery(null, "v", null, "origin", null, false, false);
        try (RepositoryHistory opened =
                new JGitHistorySource().open(query, EngineContext.in(repository).build())) {
            return opened.read();
        }
    }

    /** The whole step: the reading, the decision and the changelog. */
    @Benchmark
    public OperationResult semverTag() throws InterruptedException {
        return OperationCatalog.named("semverTag")
                .run(
                        Map.of("flow", "trunk", "branch", "main"),
                        EngineContext.in(repository).build());
    }

    /** The floor: the last release, and the messages since. The nearest tag is the highest in these histories. */
    @Benchmark
    public String gitDescribeAndLog() throws IOException, InterruptedException {
        String release = Tool.run(repository, "git", "describe", "--tags", "--abbrev=0", "--match", "v*")
                .strip();
        return Tool.run(repository, "git", "log", "--format=%H%x00%P%x00%an%x00%ae%x00%B", release + "..HEAD");
    }

    /** The highest contained release as Git itself finds it. */
    @Benchmark
    public String gitTagMerged() throws IOException, InterruptedException {
        return Tool.run(repository, "git", "tag", "--merged", "HEAD", "--sort=-version:refname");
    }
}
