package io.jenkins.plugins.delivery.bench;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.argo.http.SharedArgo;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What waits on one Argo CD cost, and how soon they see a change: requests a second, and the time from Argo CD having a change until the
 * wait that it concerns has read it. One thread looks for all waits, as a controller does; ten applications change a second. First with
 * the stream, then where the stream is refused, then each wait for itself.
 *
 * <p>Arguments: the number of waits (200); {@code trees} before it for applications that declare others, see {@link WaitTrees}.
 */
public final class WaitBenchmark {

    private static final String STREAM = "/api/v1/stream/applications";
    private static final long CHANGE_EVERY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long QUIET = TimeUnit.SECONDS.toNanos(10);

    private final ArgoCdServer argo;
    private final List<ArgoClient> waits = new ArrayList<>();
    private final AtomicLongArray changedAt;
    private final long[] seenAfter;

    private WaitBenchmark(ArgoCdServer argo, ArgoClient.Opener opener, int count) {
        this.argo = argo;
        this.changedAt = new AtomicLongArray(count);
        this.seenAfter = new long[count];
        Optional<Credential> user = Optional.of(Credential.token("argo", argo.token()));
        for (int i = 0; i < count; i++) {
            waits.add(opener.open(argo.url().toString(), user, name(i), null));
        }
    }

    public static void main(String[] arguments) throws Exception {
        boolean trees = arguments.length > 0 && arguments[0].equals("trees");
        String number = arguments.length > (trees ? 1 : 0) ? arguments[trees ? 1 : 0] : "200";
        int count = Integer.parseInt(number);
        if (trees) {
            WaitTrees.compare(count);
            System.exit(0);
        }
        System.out.println("| " + count
                + " waits | looks | requests/s while nothing changes | requests/s while ten applications change a second"
                + " | seen after: median | 99 % | longest |");
        System.out.println("|---|---|---|---|---|---|---|");
        run("stream", new SharedArgo(), false, count);
        run("reads only: the stream answers 403", new SharedArgo(), true, count);
        run("each for itself", ArgoHttpClient::new, true, count);
        System.exit(0);
    }

    private static String name(int number) {
        return "service" + number;
    }

    private static void run(String title, ArgoClient.Opener opener, boolean refused, int count) throws Exception {
        Path directory = Files.createTempDirectory("bench-wait");
        try (GitServer git = GitServer.start(Files.createDirectory(directory.resolve("server")));
                ArgoCdServer argo = ArgoCdServer.start()) {
            define(argo, git.create("gitops"), directory, count);
            if (refused) {
                argo.failAlways(STREAM, 403);
            }
            WaitBenchmark benchmark = new WaitBenchmark(argo, opener, count);
            // Every application is read by itself once, and the stream begins.
            long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            benchmark.look(warm);
            argo.clearRequests();
            long quiet = System.nanoTime();
            benchmark.look(quiet + QUIET);
            double still = argo.requests().size() / seconds(System.nanoTime() - quiet);
            argo.clearRequests();
            long begun = System.nanoTime();
            Thread changes = new Thread(benchmark::change, "changes");
            changes.start();
            benchmark.look(begun + count * CHANGE_EVERY + TimeUnit.SECONDS.toNanos(3));
            changes.join();
            double busy = argo.requests().size() / seconds(System.nanoTime() - begun);
            long[] seen = Arrays.stream(benchmark.seenAfter)
                    .filter(time -> time > 0)
                    .sorted()
                    .toArray();
            if (seen.length != count) {
                throw new IllegalStateException(
                        title + ": only " + seen.length + " of " + count + " changes were seen");
            }
            System.out.printf(
                    "| %s | every %d ms | %.2f | %.2f | %d ms | %d ms | %d ms |%n",
                    title,
                    benchmark.pause(),
                    still,
                    busy,
                    millis(seen[count / 2]),
                    millis(seen[count * 99 / 100]),
                    millis(seen[count - 1]));
        } finally {
            Tool.delete(directory);
        }
    }

    private static void define(ArgoCdServer argo, String gitops, Path directory, int count) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            files.put(name(i) + "/values.yaml", "image:\n  tag: 1.0.0\n");
        }
        try (RepositoryBuilder repository = RepositoryBuilder.init(Files.createDirectory(directory.resolve("first")))) {
            repository.commit("chore: start", files).push(gitops, GitAccess.open());
        }
        for (int i = 0; i < count; i++) {
            argo.define(ArgoApplication.of(name(i), gitops, "main", name(i)));
        }
    }

    /** One application after the other becomes Degraded. */
    private void change() {
        long next = System.nanoTime();
        for (int i = 0; i < waits.size(); i++) {
            while (System.nanoTime() < next) {
                sleep(next - System.nanoTime());
            }
            argo.degrade(name(i), PodReason.CRASH_LOOP_BACK_OFF, "it fell over");
            changedAt.set(i, System.nanoTime());
            next += CHANGE_EVERY;
        }
    }

    /** Looks for every wait at every tick until then. */
    private void look(long end) throws InterruptedException {
        long tick = System.nanoTime();
        while (System.nanoTime() < end) {
            for (int i = 0; i < waits.size(); i++) {
                boolean degraded = waits.get(i).get().health().status() == HealthStatus.DEGRADED;
                long changed = changedAt.get(i);
                if (degraded && changed > 0 && seenAfter[i] == 0) {
                    seenAfter[i] = Math.max(1, System.nanoTime() - changed);
                }
            }
            tick = Math.max(tick + TimeUnit.MILLISECONDS.toNanos(pause()), System.nanoTime());
            sleep(tick - System.nanoTime());
        }
    }

    /** As the promotion's wait has it. */
    private long pause() {
        return waits.get(0).live() ? 500 : 1000;
    }

    private static void sleep(long nanos) {
        if (nanos > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(nanos);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
