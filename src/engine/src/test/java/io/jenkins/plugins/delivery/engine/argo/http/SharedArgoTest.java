package io.jenkins.plugins.delivery.engine.argo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.ArgoCdServer;
import io.jenkins.plugins.delivery.testbed.argo.ArgoTimings;
import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads of one Argo CD that share requests, on time that the test moves. */
class SharedArgoTest {

    private static final int APPLICATIONS = 100;
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static GitServer git;
    private static String gitops;

    private final AtomicLong nanos = new AtomicLong();
    private final SharedArgo shared = new SharedArgo(nanos::get, false);
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private ArgoCdServer argo;
    private Optional<Credential> user;

    @BeforeAll
    static void repository() throws Exception {
        git = GitServer.start(Files.createDirectory(directory.resolve("server")));
        gitops = git.create("gitops");
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < APPLICATIONS; i++) {
            files.put("app" + i + "/values.yaml", "image:\n  tag: 1." + i + ".0\n");
        }
        try (RepositoryBuilder repository = RepositoryBuilder.init(Files.createDirectory(directory.resolve("first")))) {
            repository.commit("chore: start", files).push(gitops, GitAccess.open());
        }
    }

    @AfterAll
    static void end() {
        git.close();
    }

    @BeforeEach
    void start() {
        argo = ArgoCdServer.start(clock, ArgoTimings.usual());
        user = Optional.of(Credential.token("argo", argo.token()));
    }

    @AfterEach
    void stop() {
        argo.close();
        assertThat(argo.failures()).isEmpty();
    }

    private void define(int count) {
        for (int i = 0; i < count; i++) {
            argo.define(ArgoApplication.of("app" + i, gitops, "main", "app" + i));
        }
    }

    private ArgoClient client(int number) {
        return client(user, "app" + number, null);
    }

    private ArgoClient client(Optional<Credential> as, String application, String project) {
        return shared.open(argo.url().toString(), as, application, project);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void nextTick() {
        pass(Duration.ofSeconds(1));
        argo.clearRequests();
    }

    /** Reads so many applications twice, a tick apart: from then on lists can answer. */
    private void warmUp(int count) throws InterruptedException {
        define(count);
        for (int i = 0; i < count; i++) {
            client(i).get();
        }
        nextTick();
    }

    private List<String> requests() {
        return argo.requests().stream().map(RecordedRequest::path).toList();
    }

    private List<String> lists() {
        return requests().stream().filter("/api/v1/applications"::equals).toList();
    }

    @Test
    void equalReadsShareOneAnswerForAMoment() throws InterruptedException {
        define(1);

        Application first = client(0).get();
        pass(Duration.ofMillis(500));
        Application second = client(0).get();

        assertThat(requests()).hasSize(1);
        assertThat(second).isEqualTo(first);

        pass(Duration.ofMillis(1));
        client(0).get();
        assertThat(requests()).hasSize(2);
    }

    @Test
    void aHundredApplicationsAreOneRequestATick() throws InterruptedException {
        warmUp(APPLICATIONS);
        argo.degrade("app17", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");

        for (int tick = 0; tick < 5; tick++) {
            for (int i = 0; i < APPLICATIONS; i++) {
                Application application = client(i).get();
                assertThat(application.name()).isEqualTo("app" + i);
                assertThat(application.health().status())
                        .isEqualTo(i == 17 ? HealthStatus.DEGRADED : HealthStatus.HEALTHY);
                assertThat(application).isEqualTo(alone("app" + i).get());
            }
            argo.requests().stream()
                    .filter(request -> request.path().equals("/api/v1/applications"))
                    .forEach(request -> assertThat(request.query()).isEqualTo("projects=default"));
            assertThat(lists()).hasSize(1);
            // Those of the comparison with a client of its own.
            assertThat(requests()).hasSize(1 + APPLICATIONS);
            nextTick();
        }
    }

    private ArgoHttpClient alone(String application) {
        return new ArgoHttpClient(argo.url().toString(), user, application, null);
    }

    @Test
    void twoApplicationsAreNotWorthAList() throws InterruptedException {
        warmUp(2);

        client(0).get();
        client(1).get();

        assertThat(requests()).containsExactly("/api/v1/applications/app0", "/api/v1/applications/app1");
    }

    @Test
    void aListOfManyOthersIsNotWorthIt() throws InterruptedException {
        define(APPLICATIONS);
        warmUp(3);
        for (int i = 0; i < 3; i++) {
            client(i).get();
        }
        assertThat(lists()).hasSize(1);
        nextTick();

        for (int i = 0; i < 3; i++) {
            client(i).get();
        }

        assertThat(lists()).isEmpty();
        assertThat(requests()).hasSize(3);
    }

    @Test
    void onlyTheProjectsThatAreAskedForAreListed() throws InterruptedException {
        for (String project : List.of("shop", "bank", "other")) {
            for (int i = 0; i < 3; i++) {
                argo.define(ArgoApplication.of(project + i, gitops, "main", "app" + i)
                        .inProject(project));
            }
        }
        List<ArgoClient> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(client(user, "shop" + i, "shop"));
            clients.add(client(user, "bank" + i, null));
        }
        for (ArgoClient client : clients) {
            client.get();
        }
        nextTick();

        for (ArgoClient client : clients) {
            client.get();
        }

        assertThat(argo.requests()).singleElement().satisfies(request -> assertThat(request.query())
                .isEqualTo("projects=bank&projects=shop"));
    }

    @Test
    void whatIsReadAfterARefreshIsNewerThanIt() throws InterruptedException {
        warmUp(5);
        for (int i = 0; i < 5; i++) {
            client(i).get();
        }
        argo.degrade("app3", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");
        // Within the window this is still the answer for everybody else.
        assertThat(client(3).get().health().status()).isEqualTo(HealthStatus.HEALTHY);

        Application refreshed = client(3).refresh();
        Application read = client(3).get();

        assertThat(refreshed.health().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(read.health().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(requests())
                .containsExactly("/api/v1/applications", "/api/v1/applications/app3", "/api/v1/applications/app3");
    }

    @Test
    void whatIsReadAfterASyncIsNewerThanIt() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            argo.create(ArgoApplication.of("app" + i, gitops, "main", "app" + i).manualSync());
        }
        warmUp(0);
        for (int i = 0; i < 3; i++) {
            client(i).get();
        }
        nextTick();
        for (int i = 0; i < 3; i++) {
            assertThat(client(i).get().operation()).isEmpty();
        }
        assertThat(lists()).hasSize(1);

        assertThat(client(1).sync(null)).isEqualTo(ArgoClient.SyncAnswer.STARTED);

        assertThat(client(1).get().operation()).isPresent();
        assertThat(client(2).get().operation()).isEmpty();
    }

    @Test
    void aSingleReadFromBeforeARefreshIsNotUsedAfterIt() throws InterruptedException {
        define(1);
        assertThat(client(0).get().health().status()).isEqualTo(HealthStatus.HEALTHY);
        argo.degrade("app0", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");
        client(0).refresh();

        assertThat(client(0).get().health().status()).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void aListThatLagsBehindASyncIsNotUsed() throws InterruptedException {
        warmUp(5);
        String old = listNow();
        client(1).sync(null);
        argo.clearRequests();
        argo.failNext(1, 200, old, Map.of());

        client(2).get();
        client(1).get();

        assertThat(requests()).containsExactly("/api/v1/applications", "/api/v1/applications/app1");
    }

    @Test
    void aSyncThatFailsMayHaveHappened() throws InterruptedException {
        warmUp(3);
        client(0).get();
        argo.failAlways("/api/v1/applications/app0/sync", 504);

        assertThatThrownBy(() -> client(0).sync(null)).isInstanceOf(RetryableException.class);
        argo.clearRequests();
        client(0).get();

        assertThat(requests()).containsExactly("/api/v1/applications/app0");
    }

    @Test
    void anItemOfAListThatLagsBehindIsNotUsed() throws InterruptedException {
        warmUp(5);
        client(0).get();
        String old = listNow();
        nextTick();
        argo.degrade("app3", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");
        client(3).refresh();
        argo.clearRequests();
        argo.failNext(1, 200, old, Map.of());

        assertThat(client(2).get().health().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(client(3).get().health().status()).isEqualTo(HealthStatus.DEGRADED);

        assertThat(requests()).containsExactly("/api/v1/applications", "/api/v1/applications/app3");
    }

    private String listNow() throws InterruptedException {
        return alone("app0").call(http -> http.get("/api/v1/applications")).toString();
    }

    @Test
    void anApplicationOfTheSameNameInAnotherNamespaceIsAnother() throws InterruptedException {
        warmUp(5);
        String elsewhere = listNow().replace("\"namespace\":\"argocd\"", "\"namespace\":\"team-a\"");
        nextTick();
        argo.degrade("app3", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");
        argo.failNext(1, 200, elsewhere, Map.of());

        assertThat(client(3).get().health().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(requests()).containsExactly("/api/v1/applications", "/api/v1/applications/app3");
    }

    @Test
    void anApplicationThatIsNotInTheListIsAskedForByItself() throws InterruptedException {
        warmUp(5);
        argo.remove("app2");

        assertThatThrownBy(() -> client(2).get())
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("check that 'app2' is there, or set project");
        assertThatThrownBy(() -> client(user, "app2", "default").get())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("has no application 'app2' in project 'default'");
        assertThat(client(1).get().name()).isEqualTo("app1");
    }

    @Test
    void anApplicationThatFailsDisturbsNobody() throws InterruptedException {
        warmUp(20);
        argo.failAlways("/api/v1/applications/app20", 500);
        argo.failAlways("/api/v1/applications/app21", 500);

        for (int tick = 0; tick < 3; tick++) {
            for (int broken = 20; broken < 22; broken++) {
                ArgoClient client = client(broken);
                assertThatThrownBy(client::get).isInstanceOf(RetryableException.class);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(client(i).get().name()).isEqualTo("app" + i);
            }
            assertThat(requests()).hasSize(3);
            nextTick();
        }
    }

    @Test
    void anOutageIsAskedAboutTwiceATick() throws InterruptedException {
        warmUp(APPLICATIONS);
        argo.failAlways(503);
        for (int tick = 0; tick < 3; tick++) {
            for (int i = 0; i < APPLICATIONS; i++) {
                ArgoClient client = client(i);
                assertThatThrownBy(client::get)
                        .isInstanceOf(RetryableException.class)
                        .hasMessageContaining("503");
            }
            assertThat(requests()).hasSize(2);
            nextTick();
        }
        argo.recover();

        for (int i = 0; i < APPLICATIONS; i++) {
            assertThat(client(i).get().name()).isEqualTo("app" + i);
        }

        assertThat(requests()).containsExactly("/api/v1/applications");
    }

    @Test
    void aDeadServerIsAskedTwiceATickEvenByWaitsThatNeverSawIt() throws InterruptedException {
        define(APPLICATIONS);
        argo.stop();
        Set<Throwable> failures = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < APPLICATIONS; i++) {
            Throwable failure = catchThrowable(client(i)::get);
            assertThat(failure).isInstanceOf(RetryableException.class).hasMessageContaining("cannot be reached");
            failures.add(failure);
        }
        // One for each request that was made.
        assertThat(failures).hasSize(2);
        argo.restart();

        pass(Duration.ofMillis(501));
        assertThat(client(50).get().name()).isEqualTo("app50");
    }

    @Test
    void whenOnlyListsFailApplicationsAreReadByThemselves() throws InterruptedException {
        warmUp(10);
        argo.failAlways("/api/v1/applications", 504);
        for (int i = 0; i < 10; i++) {
            assertThat(client(i).get().name()).isEqualTo("app" + i);
        }
        assertThat(lists()).hasSize(1);
        assertThat(requests()).hasSize(11);
        nextTick();

        for (int i = 0; i < 10; i++) {
            client(i).get();
        }
        assertThat(lists()).isEmpty();

        argo.recover();
        pass(Duration.ofSeconds(5));
        argo.clearRequests();
        for (int i = 0; i < 10; i++) {
            client(i).get();
        }
        assertThat(requests()).containsExactly("/api/v1/applications");
    }

    @Test
    void whenListsFailABrokenApplicationCannotSpeakForTheOthers() throws InterruptedException {
        warmUp(10);
        argo.failAlways("/api/v1/applications", 504);
        argo.failAlways("/api/v1/applications/app0", 500);
        int answered = 0;
        for (int tick = 0; tick < 3; tick++) {
            for (int i = 0; i < 10; i++) {
                try {
                    client(i).get();
                    answered++;
                } catch (RetryableException e) {
                    assertThat(e).hasMessageContaining(" with 50");
                }
            }
            nextTick();
        }

        // Of the first tick the broken one speaks for all; in the second another one finds out.
        assertThat(answered).isGreaterThanOrEqualTo(18);
    }

    @Test
    void aRefusedListIsNotAskedForAgain() throws InterruptedException {
        warmUp(10);
        argo.failAlways("/api/v1/applications", 404);
        for (int tick = 0; tick < 2; tick++) {
            for (int i = 0; i < 10; i++) {
                assertThat(client(i).get().name()).isEqualTo("app" + i);
            }
            assertThat(lists()).hasSize(tick == 0 ? 1 : 0);
            nextTick();
        }
    }

    @Test
    void usersDoNotShare() throws InterruptedException {
        warmUp(1);
        client(0).get();
        Optional<Credential> other = Optional.of(Credential.token("argo", "not-a-token"));

        assertThatThrownBy(() -> client(other, "app0", null).get())
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("401");
    }

    @Test
    void logsInOnceAndAgainWhenTheTokenIsNoLongerTaken() throws InterruptedException {
        define(5);
        user = Optional.of(Credential.usernamePassword("argo", argo.user(), argo.password()));
        for (int tick = 0; tick < 3; tick++) {
            for (int i = 0; i < 5; i++) {
                client(i).get();
            }
            pass(Duration.ofSeconds(1));
        }
        assertThat(argo.requests("POST", "/api/v1/session")).hasSize(1);
        argo.revoke(lastToken());

        for (int i = 0; i < 5; i++) {
            assertThat(client(i).get().name()).isEqualTo("app" + i);
        }

        assertThat(argo.requests("POST", "/api/v1/session")).hasSize(2);
    }

    private String lastToken() {
        List<RecordedRequest> requests = argo.requests("GET", "/api/v1/applications");
        return requests.get(requests.size() - 1)
                .header("Authorization")
                .orElseThrow()
                .substring("Bearer ".length());
    }

    @Test
    void aChangedPasswordCountsAtOnce() throws InterruptedException {
        define(1);
        user = Optional.of(Credential.usernamePassword("argo", argo.user(), "the old one"));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> client(0).get())
                    .isInstanceOf(TerminalException.class)
                    .hasMessageContaining("401")
                    .hasMessageNotContaining("the old one");
            pass(Duration.ofMillis(50));
        }
        // Argo CD locks out who fails often.
        assertThat(argo.requests("POST", "/api/v1/session")).hasSize(1);

        user = Optional.of(Credential.usernamePassword("argo", argo.user(), argo.password()));

        assertThat(client(0).get().name()).isEqualTo("app0");
    }

    @Test
    void aReadThatIsUnderWayAnswersOthers() throws Exception {
        define(1);
        argo.hang();
        List<CompletableFuture<Application>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(inBackground(client(0)));
        }
        argo.awaitRequest(request -> true, LONG);
        argo.recover();

        for (CompletableFuture<Application> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS).name()).isEqualTo("app0");
        }
        assertThat(requests()).hasSize(1);
    }

    @Test
    void whoWaitsForAReadThatIsInterruptedReadsForHimself() throws Exception {
        define(1);
        argo.hang();
        CompletableFuture<Application> gone = new CompletableFuture<>();
        Thread first = new Thread(() -> {
            try {
                gone.complete(client(0).get());
            } catch (InterruptedException e) {
                gone.completeExceptionally(e);
            }
        });
        first.start();
        argo.awaitRequest(request -> true, LONG);
        CompletableFuture<Application> second = inBackground(client(0));
        first.interrupt();
        assertThatThrownBy(() -> gone.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        argo.recover();

        assertThat(second.get(30, TimeUnit.SECONDS).name()).isEqualTo("app0");
        assertThat(requests()).hasSize(2);
    }

    private static CompletableFuture<Application> inBackground(ArgoClient client) {
        CompletableFuture<Application> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(client.get());
            } catch (InterruptedException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
