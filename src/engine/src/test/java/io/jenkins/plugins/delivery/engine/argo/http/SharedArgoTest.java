package io.jenkins.plugins.delivery.engine.argo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import io.jenkins.plugins.delivery.testbed.argo.ArgoApplication;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reads of one Argo CD that share requests: the same read, a list instead of many, a read that is under way. */
class SharedArgoTest extends SharedArgoFixture {

    private static final Duration LONG = Duration.ofSeconds(30);

    SharedArgoTest() {
        super(false);
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
