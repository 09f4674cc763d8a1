package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.testbed.git.PushFault;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of promotions that arrive while another push to the same branch is on its way. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PushQueueTest {

    @TempDir
    Path directory;

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private PromotionWorld world;

    @BeforeEach
    void open() {
        world = new PromotionWorld(directory);
    }

    @AfterEach
    void close() {
        pool.shutdownNow();
        world.close();
    }

    private Map<String, Object> arguments(int service) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("service", "service-" + service);
        arguments.put("version", "2.0.0");
        arguments.put("file", "images.yaml");
        arguments.put("set", Map.of("service-" + service + ".tag", "${version}"));
        arguments.put("waitFor", "none");
        arguments.put("timeout", "1h");
        return arguments;
    }

    private Future<Map<String, Object>> submit(Map<String, Object> arguments) {
        return pool.submit(() -> world.promote(arguments));
    }

    /** Holds the next push on the server until the others, started meanwhile, have joined the queue. */
    private Map<Integer, Future<Map<String, Object>>> behindOnePush(int first, List<Map<String, Object>> others)
            throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        world.git.beforeNextPush("gitops", () -> {
            arrived.countDown();
            await(go);
        });
        Map<Integer, Future<Map<String, Object>>> all = new LinkedHashMap<>();
        all.put(-1, submit(arguments(first)));
        await(arrived);
        for (int i = 0; i < others.size(); i++) {
            all.put(i, submit(others.get(i)));
            QueueProbe.awaitWaiting(i + 2);
        }
        go.countDown();
        return all;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Two commits of a service, the older first, in the workspace of the runs. */
    private List<String> checkout() {
        try (RepositoryBuilder service = RepositoryBuilder.init(world.context().workDir())) {
            String older = service.commit("feat: one", Map.of("a", "1")).head();
            return List.of(older, service.commit("feat: two", Map.of("a", "2")).head());
        }
    }

    private List<String> subjects() {
        return world.git("log", "--reverse", "--format=%s", "main").lines().toList();
    }

    @Test
    void aPushThatIsAboutToBeginWaitsForThoseWhoLookAtTheBranchAlready() throws Exception {
        PushQueue queue = new PushQueue(Duration.ofMinutes(2));
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        Future<?> late = pool.submit(() -> write(queue, "late", () -> {
            looking.countDown();
            await(looked);
            return Optional.empty();
        }));
        await(looking);
        Future<?> first = pool.submit(() -> write(queue, "first", Optional::empty));
        QueueProbe.await(() -> queue.present().size() == 1);
        looked.countDown();
        late.get();
        first.get();

        assertThat(world.git.pushes("gitops")).isEqualTo(1 + 1);
        assertThat(subjects()).containsExactlyInAnyOrder("chore: first state", "chore: first", "chore: late");
    }

    private GitOpsChange.Landing write(PushQueue queue, String name, PushQueues.FirstLook look)
            throws InterruptedException {
        EngineContext context = world.context();
        GitOpsChange change = repository -> {
            String file = "environments/" + (name.equals("late") ? "dev" : "stage") + "/payments/values.yaml";
            String before = repository.read(repository.tip(), file);
            return new GitOpsChange.Write(file, before, before + "# " + name + "\n", Map.of(), "chore: " + name);
        };
        try (GitOpsRepository repository =
                JGitGitOpsRepository.open(new GitOpsAddress(world.gitops, "main", "git"), context)) {
            Instant deadline = context.clock().instant().plus(Duration.ofHours(1));
            return queue.push(new PendingChange(context, repository, change, deadline, Optional.empty()), look);
        }
    }

    @Test
    void whatCameMeanwhileIsOnePushWithOneCommitEach() throws Exception {
        List<Map<String, Object>> others = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            others.add(arguments(i));
        }

        for (Future<Map<String, Object>> promotion : behindOnePush(0, others).values()) {
            assertThat(promotion.get()).containsEntry("state", "pushed").containsEntry("from", "1.0.0");
        }

        assertThat(world.git.pushes("gitops")).isEqualTo(1 + 2);
        assertThat(world.commits()).isEqualTo(1 + 13);
        assertThat(world.git("log", "--format=", "--numstat", "-13", "main").lines())
                .hasSize(13)
                .containsOnly("1\t1\timages.yaml");
        assertThat(subjects())
                .startsWith("chore: first state", "promote service-0 2.0.0 to stage")
                .endsWith("promote service-12 2.0.0 to stage");
    }

    @Test
    void oneThatAHookDeclinesFailsAloneAndTheOthersArrive() throws Exception {
        world.git.declineCommits(
                "gitops", message -> message.contains("service-5 ") ? "no service-5 on Fridays" : null);
        List<Map<String, Object>> others = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            others.add(arguments(i));
        }

        Map<Integer, Future<Map<String, Object>>> all = behindOnePush(0, others);

        for (Map.Entry<Integer, Future<Map<String, Object>>> promotion : all.entrySet()) {
            if (promotion.getKey() == 4) {
                assertThatThrownBy(() -> promotion.getValue().get())
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOf(TerminalException.class)
                        .hasMessageContainingAll(
                                "declined the push to main", "no service-5 on Fridays", "Nothing was changed.");
            } else {
                assertThat(promotion.getValue().get()).containsEntry("state", "pushed");
            }
        }
        assertThat(world.commits()).isEqualTo(1 + 9);
        assertThat(world.file("images.yaml")).contains("service-5: {tag: 1.0.0}", "service-9: {tag: 2.0.0}");
        // Nine behind the first: by halves, then the rest together.
        assertThat(world.git.pushAttempts("gitops")).isLessThanOrEqualTo(10);
    }

    @Test
    void aBranchThatGetsProtectedFailsAllWithoutTryingEach() throws Exception {
        List<Map<String, Object>> others = new ArrayList<>();
        for (int i = 1; i <= 16; i++) {
            others.add(arguments(i));
        }
        AtomicInteger first = new AtomicInteger();
        world.git.onPush(event -> {
            if (first.getAndIncrement() == 0) {
                world.git.protectBranch("gitops", "main");
            }
        });

        Map<Integer, Future<Map<String, Object>>> all = behindOnePush(0, others);

        assertThat(all.remove(-1).get()).containsEntry("state", "pushed");
        for (Future<Map<String, Object>> promotion : all.values()) {
            assertThatThrownBy(promotion::get)
                    .cause()
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContainingAll("the branch main is protected", "mode: pr");
        }
        assertThat(world.git.pushAttempts("gitops")).isLessThanOrEqualTo(2 + 6);
        assertThat(world.commits()).isEqualTo(2);
    }

    @Test
    void aNewerBuildLeavesNothingToDoForAnOlderOneThatWaits() throws Exception {
        List<String> commits = checkout();
        Map<String, Object> older = arguments(7);
        older.putAll(Map.of("version", "3.0.0", "commit", commits.get(0), "run", "run 87"));
        Map<String, Object> newer = arguments(7);
        newer.putAll(Map.of("version", "3.1.0", "commit", commits.get(1), "run", "run 88"));

        Map<Integer, Future<Map<String, Object>>> all = behindOnePush(0, List.of(older, newer));

        assertThat(all.get(0).get()).containsEntry("state", "superseded").containsEntry("changed", false);
        assertThat(all.get(1).get()).containsEntry("state", "pushed").containsEntry("to", "3.1.0");
        assertThat(subjects())
                .containsExactly(
                        "chore: first state", "promote service-0 2.0.0 to stage", "promote service-7 3.1.0 to stage");
        assertThat(world.log)
                .anyMatch(line -> line.contains("service-7 3.1.0 in stage")
                        && line.contains("run 88")
                        && line.contains("3.0.0 is not promoted over it"));
    }

    @Test
    void anAnswerThatIsLostIsTrueForAllOfThePush() throws Exception {
        world.git.faultPushes(push -> push == 2 ? PushFault.ERROR_AFTER : PushFault.NONE);
        List<Map<String, Object>> others = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            others.add(arguments(i));
        }

        for (Future<Map<String, Object>> promotion : behindOnePush(0, others).values()) {
            assertThat(promotion.get()).containsEntry("state", "pushed").containsEntry("from", "1.0.0");
        }
        assertThat(world.commits()).isEqualTo(1 + 7);
        assertThat(world.git.pushes("gitops")).isEqualTo(1 + 2);
    }

    @Test
    void whoIsInterruptedWhileItWaitsLeavesNothingBehind() throws Exception {
        Map<Integer, Future<Map<String, Object>>> all = new HashMap<>();
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        world.git.beforeNextPush("gitops", () -> {
            arrived.countDown();
            await(go);
        });
        all.put(0, submit(arguments(0)));
        await(arrived);
        all.put(1, submit(arguments(1)));
        QueueProbe.awaitWaiting(2);
        all.put(2, submit(arguments(2)));
        QueueProbe.awaitWaiting(3);
        all.get(1).cancel(true);
        QueueProbe.awaitWaiting(2);
        go.countDown();

        assertThat(all.get(0).get()).containsEntry("state", "pushed");
        assertThat(all.get(2).get()).containsEntry("state", "pushed");
        assertThat(subjects())
                .containsExactly(
                        "chore: first state", "promote service-0 2.0.0 to stage", "promote service-2 2.0.0 to stage");
    }
}
