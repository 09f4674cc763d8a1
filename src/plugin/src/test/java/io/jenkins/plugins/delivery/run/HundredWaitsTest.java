package io.jenkins.plugins.delivery.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred promotions of a hundred services wait on one Argo CD: the poller and the operation as in a controller, without Jenkins. */
class HundredWaitsTest {

    private static final int WAITS = 100;

    /** Fails in Argo CD once the version runs. */
    private static final int CRASHING = 17;

    /** Cannot be read by itself, until the end. */
    private static final int UNREADABLE = 42;

    @TempDir
    Path directory;

    private final ArgoCdServer argo = ArgoCdServer.start();
    private final StepOperation<?, ?> operation = StepOperation.named("argoPromote");
    private final WaitPoller poller = new WaitPoller(PollTimer.pool(8), new Random());
    private GitServer git;
    private String gitops;
    private String promoted;

    /** What an execution does with a ticket, and a count of it. */
    private final class Waiting implements WaitPoller.Wait {
        private final CompletableFuture<Map<String, Object>> result = new CompletableFuture<>();
        private Map<String, Object> ticket;
        private volatile CountDownLatch looks = new CountDownLatch(0);
        private volatile CountDownLatch tries = new CountDownLatch(0);

        Waiting(Map<String, Object> ticket) {
            this.ticket = ticket;
        }

        @Override
        @SuppressWarnings("unchecked")
        public WaitPoller.Look look() {
            tries.countDown();
            try {
                Map<String, Object> seen = operation.look(ticket, context());
                if (seen.containsKey("result")) {
                    result.complete((Map<String, Object>) seen.get("result"));
                    return new WaitPoller.Look(Optional.empty(), false);
                }
                ticket = (Map<String, Object>) seen.get("ticket");
                boolean troubled = Boolean.TRUE.equals(seen.get("troubled"));
                if (!troubled) {
                    looks.countDown();
                }
                return new WaitPoller.Look(
                        Optional.of(Duration.ofMillis(((Number) seen.get("next")).longValue())), troubled);
            } catch (InterruptedException | DeliveryException e) {
                result.completeExceptionally(e);
                return new WaitPoller.Look(Optional.empty(), false);
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        git = GitServer.start(Files.createDirectory(directory.resolve("server")));
        gitops = git.create("gitops");
        try (RepositoryBuilder repository = RepositoryBuilder.init(Files.createDirectory(directory.resolve("first")))) {
            repository.commit("chore: start", values("1.3.0")).push(gitops, GitAccess.open());
            for (int i = 0; i < WAITS; i++) {
                argo.define(ArgoApplication.of(service(i) + "-stage", gitops, "main", service(i)));
                if (i != CRASHING) {
                    argo.stickRollout(service(i) + "-stage");
                }
            }
            argo.degradeWhenDeployed(
                    service(CRASHING) + "-stage", "1.4.0", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");
            // Another run has promoted them all; these promotions find it done in Git, and wait for Argo CD.
            repository.commit("chore: promote", values("1.4.0")).push(gitops, GitAccess.open());
            promoted = repository.head();
        }
    }

    @AfterEach
    void stop() {
        poller.clear();
        argo.close();
        git.close();
    }

    private static Map<String, String> values(String version) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < WAITS; i++) {
            files.put(
                    service(i) + "/values.yaml",
                    "image:\n  repository: shop/" + service(i) + "\n  tag: " + version + "\n");
        }
        return files;
    }

    private static String service(int number) {
        return "service" + number;
    }

    private EngineContext context() {
        return EngineContext.in(directory)
                .secrets(id -> Optional.of(Credential.usernamePassword(id, argo.user(), argo.password())))
                .build();
    }

    @SuppressWarnings("unchecked")
    private Waiting begin(int number) throws InterruptedException {
        Map<String, Object> answer = new LinkedHashMap<>();
        operation.begin(
                Map.of(
                        "env",
                        "stage",
                        "service",
                        service(number),
                        "version",
                        "1.4.0",
                        "gitops",
                        gitops,
                        "file",
                        "${service}/values.yaml",
                        "argo",
                        argo.url().toString(),
                        "argoCredentialsId",
                        "argo",
                        "stableFor",
                        "1s"),
                context(),
                answer);
        return new Waiting((Map<String, Object>) answer.get("ticket"));
    }

    private List<Waiting> begin() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Waiting>> begun = new ArrayList<>();
            for (int i = 0; i < WAITS; i++) {
                int number = i;
                begun.add(threads.submit(() -> begin(number)));
            }
            List<Waiting> waits = new ArrayList<>();
            for (Future<Waiting> wait : begun) {
                waits.add(wait.get(2, TimeUnit.MINUTES));
            }
            return waits;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Lets every wait see its application so many times more. */
    private static void see(int times, List<Waiting> waits) throws InterruptedException {
        waits.forEach(wait -> wait.looks = new CountDownLatch(times));
        for (Waiting wait : waits) {
            assertThat(wait.looks.await(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    private long refreshed() {
        return argo.requests().stream()
                .filter(request -> String.valueOf(request.query()).contains("refresh="))
                .map(request -> request.path())
                .distinct()
                .count();
    }

    @Test
    void makeAHandfulOfRequestsAndEachGetsItsOwnResult() throws Exception {
        List<Waiting> waits = begin();
        assertThat(argo.requests("POST", "/api/v1/session")).hasSize(1);
        argo.failAlways("/api/v1/applications/" + service(UNREADABLE) + "-stage", 500);
        String endpoint = operation.endpoint(waits.get(0).ticket);
        waits.forEach(wait -> poller.add(endpoint, wait, Duration.ZERO));
        List<Waiting> others = IntStream.range(0, WAITS)
                .filter(i -> i != UNREADABLE && i != CRASHING)
                .mapToObj(waits::get)
                .toList();
        // Each asks once to be compared anew, on a busy machine after it has been looked at already.
        argo.awaitRequest(request -> refreshed() >= others.size(), Duration.ofMinutes(2));
        see(2, others);

        argo.clearRequests();
        see(5, others);
        // One list, and what cannot be read by itself, for each look of all; twice that on a machine that cannot keep
        // up.
        assertThat(argo.requests()).hasSizeLessThanOrEqualTo(4 * (5 + 1));

        argo.clearRequests();
        argo.failAlways(503);
        argo.awaitRequest(request -> argo.requests().size() >= 6, Duration.ofMinutes(1));
        assertThat(others).allSatisfy(wait -> assertThat(wait.result).isNotDone());
        argo.recover();
        argo.failAlways("/api/v1/applications/" + service(UNREADABLE) + "-stage", 500);
        see(1, others);

        others.forEach(wait -> assertThat(wait.result).isNotDone());
        for (int i = 0; i < WAITS; i++) {
            if (i != CRASHING) {
                argo.heal(service(i) + "-stage");
            }
        }
        for (Waiting wait : others) {
            assertThat(wait.result).succeedsWithin(Duration.ofMinutes(2)).satisfies(result -> assertThat(result)
                    .containsEntry("service", service(waits.indexOf(wait)))
                    .containsEntry("health", "Healthy")
                    .containsEntry("revision", promoted));
        }
        assertThat(waits.get(CRASHING).result)
                .failsWithin(Duration.ofMinutes(2))
                .withThrowableThat()
                .withMessageContaining("service17 1.4.0 in stage did not come up");
        // A wait is taken out after its result is told, and before the loop looks again.
        waits.get(UNREADABLE).tries = new CountDownLatch(1);
        assertThat(waits.get(UNREADABLE).tries.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(poller.waiting(endpoint)).isOne();
        argo.recover();
        assertThat(waits.get(UNREADABLE).result).succeedsWithin(Duration.ofMinutes(2));
        assertThat(argo.failures()).isEmpty();
    }
}
