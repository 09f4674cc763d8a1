package io.jenkins.plugins.delivery.engine.argo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import io.jenkins.plugins.delivery.testbed.argo.PodReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One stream of changes for everybody, and reads where there is none; on time that the test moves. */
class ArgoWatchTest extends SharedArgoFixture {

    private static final String STREAM = "/api/v1/stream/applications";
    private static final int WATCHED = 20;

    ArgoWatchTest() {
        super(true);
    }

    @BeforeEach
    void defineAll() {
        define(WATCHED);
    }

    /** Waits for other threads; what they do takes no time of the test's clock. */
    private static void eventually(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("still not so").isLessThan(end);
            LockSupport.parkNanos(2_000_000);
        }
    }

    private void allLive() throws Exception {
        for (int i = 0; i < WATCHED; i++) {
            client(i).get();
        }
        // The first application alone begins a narrow stream, which the others have to wait for to be widened.
        pass(Duration.ofMillis(1001));
        client(0).get();
        eventually(() -> {
            for (int i = 0; i < WATCHED; i++) {
                if (!client(i).live()) {
                    return false;
                }
            }
            return true;
        });
        argo.clearRequests();
    }

    @Test
    void oneStreamAnswersEverybody() throws Exception {
        allLive();
        assertThat(argo.openStreams()).isLessThanOrEqualTo(2);

        for (int tick = 0; tick < 8; tick++) {
            for (int i = 0; i < WATCHED; i++) {
                assertThat(client(i).get().name()).isEqualTo("app" + i);
            }
            pass(Duration.ofMillis(500));
        }

        assertThat(requests()).isEmpty();
    }

    @Test
    void aChangeIsThereWithoutAQuestion() throws Exception {
        allLive();

        argo.degrade("app7", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");

        eventually(() -> client(7).get().health().status() == HealthStatus.DEGRADED);
        assertThat(client(8).get().health().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(requests()).isEmpty();
    }

    @Test
    void aloneItIsAskedForByName() throws Exception {
        client(3).get();
        eventually(() -> {
            client(3).get();
            return client(3).live();
        });

        assertThat(argo.requests("GET", STREAM)).singleElement().satisfies(request -> assertThat(request.query())
                .isEqualTo("name=app3&projects=default"));
    }

    @Test
    void aQuietStreamIsComparedWithAReadFromTimeToTime() throws Exception {
        allLive();
        for (int second = 0; second < 20; second++) {
            pass(Duration.ofSeconds(1));
            for (int i = 0; i < WATCHED; i++) {
                client(i).get();
            }
        }

        assertThat(requests()).hasSizeBetween(3, 4).containsOnly("/api/v1/applications");
    }

    @Test
    void aStreamThatIsHeldBackIsGivenUp() throws Exception {
        allLive();
        argo.holdStreams(true);
        argo.degrade("app7", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");

        HealthStatus seen = HealthStatus.HEALTHY;
        int seconds = 0;
        while (seen == HealthStatus.HEALTHY && seconds < 10) {
            pass(Duration.ofSeconds(1));
            seconds++;
            seen = client(7).get().health().status();
        }
        assertThat(seen).isEqualTo(HealthStatus.DEGRADED);
        assertThat(seconds).isLessThanOrEqualTo(6);

        pass(Duration.ofSeconds(3));
        client(7).get();
        assertThat(client(7).live()).isFalse();
        pass(Duration.ofMinutes(1));
        argo.clearRequests();
        client(7).get();
        assertThat(requests()).doesNotContain(STREAM).isNotEmpty();
        argo.holdStreams(false);
    }

    @Test
    void whatARefreshHasShownIsNotForgottenForAnOlderStream() throws Exception {
        allLive();
        argo.holdStreams(true);
        argo.degrade("app7", PodReason.CRASH_LOOP_BACK_OFF, "it fell over");

        assertThat(client(7).refresh().health().status()).isEqualTo(HealthStatus.DEGRADED);

        assertThat(client(7).get().health().status()).isEqualTo(HealthStatus.DEGRADED);
        argo.holdStreams(false);
    }

    @Test
    void aStreamThatIsCutBeginsAgain() throws Exception {
        allLive();
        argo.cutStreams();
        eventually(() -> !client(5).live());

        assertThat(client(5).get().name()).isEqualTo("app5");
        pass(Duration.ofSeconds(1));
        client(5).get();
        pass(Duration.ofSeconds(1));
        client(5).get();

        eventually(() -> client(5).live());
        assertThat(argo.requests("GET", STREAM)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 501})
    void withoutAStreamEverythingIsRead(int status) throws Exception {
        argo.failAlways(STREAM, status);
        for (int second = 0; second < 20; second++) {
            for (int i = 0; i < WATCHED; i++) {
                assertThat(client(i).get().name()).isEqualTo("app" + i);
            }
            int turn = second;
            eventually(() -> turn == 0 || !argo.requests("GET", STREAM).isEmpty());
            pass(Duration.ofSeconds(1));
        }

        assertThat(argo.requests("GET", STREAM).size()).isLessThanOrEqualTo(status == 501 ? 6 : 1);
        assertThat(client(0).live()).isFalse();
        assertThat(requests().stream().filter("/api/v1/applications"::equals)).hasSizeGreaterThanOrEqualTo(19);
    }

    @Test
    void aDeletedApplicationIsMissedAtOnce() throws Exception {
        allLive();
        argo.remove("app4");
        eventually(() -> !client(4).live());

        ArgoClient gone = shared.open(argo.url().toString(), user, "app4", "default");
        assertThatThrownBy(gone::get).isInstanceOf(NotFoundException.class);
        assertThat(client(5).get().name()).isEqualTo("app5");
    }

    @Test
    void aRefreshKeepsNobodyWaiting() throws Exception {
        allLive();
        argo.hang();

        assertThat(client(1).refreshed("commit 1")).isEmpty();
        assertThat(client(1).refreshed("commit 1")).isEmpty();
        assertThat(client(2).get().name()).isEqualTo("app2");
        argo.recover();

        Optional<Application> refreshed = Optional.empty();
        while (refreshed.isEmpty()) {
            LockSupport.parkNanos(2_000_000);
            refreshed = client(1).refreshed("commit 1");
        }
        assertThat(refreshed.get().name()).isEqualTo("app1");
        assertThat(argo.requests("GET", "/api/v1/applications/app1")).hasSize(1);
    }

    @Test
    void aRefreshForALaterCommitIsAnother() throws Exception {
        argo.hang();
        assertThat(client(1).refreshed("commit 1")).isEmpty();
        assertThat(client(1).refreshed("commit 2")).isEmpty();
        argo.recover();

        eventually(() -> client(1).refreshed("commit 2").isPresent());
        assertThat(argo.requests("GET", "/api/v1/applications/app1")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aRefreshThatFailsSaysSo() throws Exception {
        argo.failAlways("/api/v1/applications/app1", 503);
        assertThat(client(1).refreshed("commit 1")).isEmpty();

        eventually(() -> {
            try {
                return client(1).refreshed("commit 1").isPresent();
            } catch (io.jenkins.plugins.delivery.engine.RetryableException e) {
                assertThat(e).hasMessageContaining("503");
                return true;
            }
        });
    }
}
