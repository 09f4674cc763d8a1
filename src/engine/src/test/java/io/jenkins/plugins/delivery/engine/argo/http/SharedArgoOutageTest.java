package io.jenkins.plugins.delivery.engine.argo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An Argo CD that fails is asked as seldom as one that answers, and one broken application fails alone. */
class SharedArgoOutageTest extends SharedArgoFixture {

    SharedArgoOutageTest() {
        super(false);
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
}
