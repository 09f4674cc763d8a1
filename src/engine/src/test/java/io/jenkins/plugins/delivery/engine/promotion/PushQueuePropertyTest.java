package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Promotions of a few services at the same time to one shared file, while pushes lose races, answers get lost, pushes arrive late, the
 * remote is away and a hook declines some: whatever the order, each promotion has one commit or a reason, and the file is what the
 * commits say.
 */
class PushQueuePropertyTest {

    private static final String FILE = "images";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final EngineContext CONTEXT = EngineContext.in(Path.of(""))
            .clock(Clock.fixed(NOW, ZoneOffset.UTC), pause -> Thread.yield())
            .build();

    /** A build of a service; builds are in the order of their numbers. */
    private record Build(String service, int number, boolean bad) implements GitOpsChange {

        String name() {
            return (bad ? "bad " : "") + service + " " + number;
        }

        @Override
        public Plan prepare(GitOpsRepository repository) {
            Map<String, Integer> values = values(repository.read(repository.tip(), FILE));
            String before = text(values);
            if (values.get(service) >= number) {
                return new Landing(
                        PromotionState.SUPERSEDED, null, repository.tip(), FILE, before, before, Map.of(), "newer");
            }
            values.put(service, number);
            return new Write(FILE, before, text(values), Map.of(), name());
        }

        @Override
        public boolean replaces(GitOpsChange older) {
            return older instanceof Build that && that.service.equals(service) && that.number < number;
        }
    }

    private static Map<String, Integer> values(String text) {
        Map<String, Integer> values = new TreeMap<>();
        text.lines().map(line -> line.split(" ")).forEach(line -> values.put(line[0], Integer.valueOf(line[1])));
        return values;
    }

    private static String text(Map<String, Integer> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue() + "\n")
                .collect(Collectors.joining());
    }

    @Property(tries = 1000)
    void eachPromotionHasOneCommitOrAReason(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int promotions)
            throws Exception {
        Random random = new Random(seed);
        Map<String, Integer> first = new TreeMap<>();
        Map<Build, Future<GitOpsChange.Landing>> running = new LinkedHashMap<>();
        for (int service = 0; service < 6; service++) {
            first.put("s" + service, 0);
        }
        MemoryRemote remote = new MemoryRemote(seed, Map.of(FILE, text(first), "foreign", "0"));
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            for (int i = 1; i <= promotions; i++) {
                Build build = new Build("s" + random.nextInt(6), i, random.nextInt(10) == 0);
                running.put(build, pool.submit(promotion(build, remote, random.nextInt(3))));
            }
            Map<Build, Object> results = new LinkedHashMap<>();
            for (Map.Entry<Build, Future<GitOpsChange.Landing>> one : running.entrySet()) {
                results.put(one.getKey(), result(one.getValue()));
            }
            check(remote, results);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Callable<GitOpsChange.Landing> promotion(Build build, MemoryRemote remote, int yields) {
        return () -> {
            for (int i = 0; i < yields; i++) {
                Thread.yield();
            }
            try (GitOpsRepository repository = remote.view()) {
                return new GitOpsWriter(CONTEXT).write(repository, build, NOW.plus(Duration.ofDays(1)));
            }
        };
    }

    private static Object result(Future<GitOpsChange.Landing> running) throws InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private static void check(MemoryRemote remote, Map<Build, Object> results) {
        List<MemoryRemote.Commit> branch = remote.branch();
        Map<String, Integer> expected = values(branch.get(0).tree().get(FILE));
        List<String> commits = new ArrayList<>();
        for (MemoryRemote.Commit commit : branch.subList(1, branch.size())) {
            if (!commit.message().equals("foreign")) {
                commits.add(commit.message());
                String[] words = commit.message().split(" ");
                expected.put(words[0], Integer.valueOf(words[1]));
            }
            // One service a commit, and nothing of the others lost, after every single one.
            assertThat(values(commit.tree().get(FILE))).isEqualTo(expected);
        }
        assertThat(branch.get(branch.size() - 1).tree()).containsEntry("foreign", "" + remote.foreignCommits());
        assertThat(commits).doesNotHaveDuplicates();
        List<String> landed = new ArrayList<>();
        results.forEach((build, result) -> {
            if (build.bad()) {
                assertThat(result).isInstanceOfAny(TerminalException.class, GitOpsChange.Landing.class);
                assertThat(result).asString().doesNotContain("PUSHED");
            } else {
                GitOpsChange.Landing landing = (GitOpsChange.Landing) result;
                assertThat(landing.state()).isIn(PromotionState.PUSHED, PromotionState.SUPERSEDED);
                if (landing.state() == PromotionState.PUSHED) {
                    landed.add(build.name());
                    assertThat(branch)
                            .anyMatch(commit -> commit.id().equals(landing.commit())
                                    && commit.message().equals(build.name()));
                } else {
                    assertThat(expected.get(build.service())).isGreaterThan(build.number());
                }
            }
        });
        assertThat(landed).containsExactlyInAnyOrderElementsOf(commits);
    }
}
