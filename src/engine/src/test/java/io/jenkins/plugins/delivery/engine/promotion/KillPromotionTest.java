package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real process is killed between commit, push, sync and verdict; the next one finishes or undoes, and the ledger tells one story. */
class KillPromotionTest {

    /** Kill points, spread over the whole life of a run. */
    private static final int KILLS = 10;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"false, deployed", "true, failed: payments 1.4.0 in stage did not come up: it is Degraded"})
    void theNextRunFinishesOrUndoes(boolean broken, String end) throws Exception {
        Random random = new Random(6);
        for (int kill = 0; kill < KILLS; kill++) {
            try (PromotionWorld world = new PromotionWorld(directory.resolve("world-" + kill))) {
                if (broken) {
                    world.argo.degradeWhenDeployed("payments-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "dies");
                }
                Path room = Files.createDirectories(directory.resolve("room-" + kill));
                Thread time = new Thread(() -> tick(world));
                time.setDaemon(true);
                time.start();
                // Of every three one is killed before its first push, one around it, one around the way back.
                int pushes = kill % (broken ? 3 : 2);
                long after = kill < 4 ? 0 : random.nextLong(pushes == 0 ? 3000 : 1200);
                killed(world, "promote", room, pushes, after);
                int commits = world.commits();
                boolean saved = Files.exists(room.resolve("ticket"));

                String outcome =
                        KilledRun.go(room, world.gitops, world.argo.url().toString(), world.argo.token());

                time.interrupt();
                time.join();
                String story = "killed " + after + " ms after push " + pushes + ", with " + commits + " commits and "
                        + (saved ? "a" : "no") + " ticket: " + outcome + "\n" + world.git("log", "--format=%s", "main");
                assertThat(outcome).as(story).startsWith(end);
                assertThat(world.git("log", "--format=%s", "main").lines())
                        .as(story)
                        .containsExactlyElementsOf(
                                broken
                                        ? List.of(
                                                "restore payments in stage to 1.3.0",
                                                "promote payments 1.4.0 to stage",
                                                "chore: first state")
                                        : List.of("promote payments 1.4.0 to stage", "chore: first state"));
                assertThat(banned(world)).as(story).isEqualTo(broken ? 1 : 0);
                assertThat(world.values("stage"))
                        .as(story)
                        .isEqualTo(broken ? PromotionWorld.VALUES : PromotionWorld.VALUES.replace("1.3.0", "1.4.0"));
            }
        }
    }

    private static long banned(PromotionWorld world) {
        return world.git("ls-tree", "-r", "--name-only", "main").contains(".delivery/quarantine/payments")
                ? world.file(".delivery/quarantine/payments")
                        .lines()
                        .filter(line -> line.startsWith("1.4.0"))
                        .count()
                : 0;
    }

    /** At once after the push means that the run never hears the answer. */
    @Test
    void aRollbackThatWasKilledGoesBackOnce() throws Exception {
        try (PromotionWorld world = new PromotionWorld(directory.resolve("world"))) {
            for (String version : List.of("1.4.0", "1.5.0")) {
                world.promote(Map.of("version", version, "waitFor", "none", "run", "run of " + version));
            }
            Path room = Files.createDirectories(directory.resolve("room"));
            killed(world, "rollback", room, 1, 0);

            Map<String, Object> result =
                    KilledRun.rollBack(room, world.gitops, world.argo.url().toString(), world.argo.token());

            assertThat(result).containsEntry("state", "restored").containsEntry("to", "1.4.0");
            assertThat(world.git("log", "--format=%s", "main").lines())
                    .containsExactly(
                            "restore payments in stage to 1.4.0",
                            "promote payments 1.5.0 to stage",
                            "promote payments 1.4.0 to stage",
                            "chore: first state");
            assertThat(world.file(".delivery/quarantine/payments").lines().filter(line -> line.startsWith("1.5.0")))
                    .hasSize(1);
        }
    }

    @Test
    void promotionsThatWereKilledInOnePushAreMadeOnce() throws Exception {
        try (PromotionWorld world = new PromotionWorld(directory.resolve("world"))) {
            Path room = Files.createDirectories(directory.resolve("room"));
            killed(world, "several", room, 1, 0);

            assertThat(KilledRun.several(room, world.gitops))
                    .hasSize(KilledRun.SEVERAL)
                    .containsOnly("pushed");

            List<String> promotions = world.git("log", "--format=%s", "main")
                    .lines()
                    .filter(subject -> subject.startsWith("promote "))
                    .toList();
            assertThat(promotions).hasSize(KilledRun.SEVERAL).doesNotHaveDuplicates();
            assertThat(world.file("images.yaml").lines().filter(line -> line.contains("tag: 2.0.0")))
                    .hasSize(KilledRun.SEVERAL);
        }
    }

    /** Argo CD's clock runs ten times as fast. */
    private static void tick(PromotionWorld world) {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(50);
                world.clock.advance(Duration.ofMillis(500));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills the run so long after the server has taken its n-th push; at once means before the run hears the answer. */
    private static void killed(PromotionWorld world, String what, Path room, int pushes, long after) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        room.toString(),
                        world.gitops,
                        world.argo.url().toString(),
                        world.argo.token(),
                        what)
                .redirectErrorStream(true);
        // What the launcher would tell of it comes before the first word of the run.
        command.environment().remove("JDK_JAVA_OPTIONS");
        Process process = command.start();
        CountDownLatch reached = new CountDownLatch(pushes);
        AtomicBoolean dead = new AtomicBoolean();
        world.git.onPush(push -> {
            reached.countDown();
            if (after == 0 && reached.getCount() == 0 && dead.compareAndSet(false, true)) {
                process.destroyForcibly();
            }
        });
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            assertThat(reached.await(2, TimeUnit.MINUTES)).isTrue();
            process.waitFor(after, TimeUnit.MILLISECONDS);
        } finally {
            dead.set(true);
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
