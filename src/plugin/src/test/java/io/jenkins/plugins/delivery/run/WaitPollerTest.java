package io.jenkins.plugins.delivery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The poller on time that the test moves; the last two with real threads. */
class WaitPollerTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    private final ManualTimer timer = new ManualTimer();
    private final WaitPoller poller = new WaitPoller(timer, new Random(7));

    /** A wait that remembers when it was looked at. */
    private final class Probe implements WaitPoller.Wait {
        private final List<Duration> looks = new ArrayList<>();
        private Supplier<WaitPoller.Look> answer;

        Probe(Supplier<WaitPoller.Look> answer) {
            this.answer = answer;
        }

        @Override
        public WaitPoller.Look look() {
            looks.add(timer.time());
            return answer.get();
        }
    }

    private static WaitPoller.Look in(Duration again) {
        return new WaitPoller.Look(Optional.of(again), false);
    }

    private static WaitPoller.Look troubled(Duration again) {
        return new WaitPoller.Look(Optional.of(again), true);
    }

    private Probe add(String endpoint, Supplier<WaitPoller.Look> answer) {
        Probe probe = new Probe(answer);
        poller.add(endpoint, probe, Duration.ZERO);
        return probe;
    }

    private List<Probe> add(int count, String endpoint, Supplier<WaitPoller.Look> answer) {
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            probes.add(add(endpoint, answer));
        }
        return probes;
    }

    @Test
    void waitsThatBeganAtDifferentTimesLookAtTheSameTicks() {
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            probes.add(add("argo", () -> in(Duration.ofSeconds(3))));
            timer.pass(Duration.ofMillis(137));
        }
        timer.pass(Duration.ofSeconds(5));
        probes.forEach(probe -> probe.looks.clear());

        timer.pass(Duration.ofSeconds(30));

        assertThat(probes).allSatisfy(probe -> assertThat(probe.looks).hasSize(10));
        TreeSet<Duration> moments = new TreeSet<>();
        probes.forEach(probe -> moments.addAll(probe.looks));
        assertThat(moments).hasSize(10);
    }

    @Test
    void aSlowBatchDoesNotBreakTheBeat() {
        List<Probe> probes = add(100, "argo", () -> {
            timer.take(Duration.ofMillis(4));
            return in(SECOND);
        });
        timer.pass(Duration.ofSeconds(2));
        probes.forEach(probe -> probe.looks.clear());

        timer.pass(Duration.ofSeconds(10));

        assertThat(probes).allSatisfy(probe -> assertThat(probe.looks).hasSize(10));
    }

    @Test
    void atLeastHalfAWishPassesBetweenTwoLooks() {
        Random random = new Random(11);
        for (int i = 0; i < 50; i++) {
            Probe probe = add("argo " + i % 5, () -> {
                timer.take(Duration.ofMillis(random.nextInt(900)));
                return in(SECOND);
            });
            timer.pass(Duration.ofSeconds(3));
            poller.remove(probe);
            for (int look = 1; look < probe.looks.size(); look++) {
                assertThat(probe.looks.get(look).minus(probe.looks.get(look - 1)))
                        .isGreaterThanOrEqualTo(Duration.ofMillis(500));
            }
        }
    }

    @Test
    void endpointsDoNotTickTogether() {
        Probe one = add("argo one", () -> in(SECOND));
        Probe other = add("argo other", () -> in(SECOND));

        timer.pass(Duration.ofSeconds(10));

        assertThat(one.looks).isNotEmpty().doesNotContainAnyElementsOf(other.looks);
    }

    @Test
    void endsAWaitThatIsOverAndForgetsTheEndpoint() {
        Probe probe = add("argo", () -> new WaitPoller.Look(Optional.empty(), false));
        assertThat(poller.waiting("argo")).isOne();

        timer.pass(Duration.ofSeconds(10));

        assertThat(probe.looks).hasSize(1);
        assertThat(poller.waiting("argo")).isZero();
        assertThat(poller).extracting("loops").asInstanceOf(MAP).isEmpty();
    }

    @Test
    void aWaitIsAddedOnce() {
        Probe probe = add("argo", () -> in(SECOND));
        poller.add("argo", probe, Duration.ZERO);
        poller.add("another", probe, Duration.ZERO);

        assertThat(poller.waiting("argo")).isOne();
        assertThat(poller.waiting("another")).isZero();
    }

    @Test
    void aRemovedWaitIsNotLookedAt() {
        List<Probe> probes = add(2, "argo", () -> in(SECOND));
        // Whoever is first takes the other away in the middle of the batch.
        probes.get(0).answer = () -> {
            poller.remove(probes.get(1));
            return in(SECOND);
        };
        probes.get(1).answer = () -> {
            poller.remove(probes.get(0));
            return in(SECOND);
        };

        timer.pass(Duration.ofSeconds(10));

        assertThat(probes).filteredOn(probe -> probe.looks.isEmpty()).hasSize(1);
        assertThat(poller.waiting("argo")).isOne();
    }

    @Test
    void looksSoonWhenAsked() {
        Probe probe = add("argo", () -> in(Duration.ofHours(1)));
        timer.pass(Duration.ofSeconds(5));
        assertThat(probe.looks).hasSize(1);
        Duration asked = timer.time();

        poller.soon(probe);
        timer.pass(Duration.ZERO);

        assertThat(probe.looks).hasSize(2).last().isEqualTo(asked);
    }

    @Test
    void oneWaitInTroubleKeepsItsPaceAndTheOthersTheirs() {
        Probe broken = add("argo", () -> troubled(SECOND));
        List<Probe> others = add(10, "argo", () -> in(SECOND));

        timer.pass(Duration.ofSeconds(60));

        assertThat(broken.looks).hasSizeBetween(59, 61);
        assertThat(others).allSatisfy(probe -> assertThat(probe.looks).hasSizeBetween(59, 61));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 10})
    void twoBrokenWaitsDoNotStarveTheOthers(int before) {
        List<Probe> others = add(before, "argo", () -> in(SECOND));
        add(2, "argo", () -> troubled(SECOND));
        others.addAll(add(10 - before, "argo", () -> in(SECOND)));

        timer.pass(Duration.ofSeconds(60));

        assertThat(others).allSatisfy(probe -> assertThat(probe.looks).hasSizeGreaterThanOrEqualTo(20));
    }

    @Test
    void theTurnsGoRoundAlthoughALookTakesNoTime() {
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            add("argo", () -> {
                turns.add(number);
                return in(SECOND);
            });
        }

        timer.pass(Duration.ofSeconds(10));

        assertThat(turns).hasSizeGreaterThanOrEqualTo(90);
        for (int turn = 0; turn < turns.size(); turn++) {
            assertThat(turns.get(turn)).isEqualTo(turn % 10);
        }
    }

    @Test
    void anOutageIsAskedByFewAndNobodyIsForgotten() {
        boolean[] down = {false};
        List<Probe> probes = add(100, "argo", () -> down[0] ? troubled(SECOND) : in(SECOND));
        timer.pass(Duration.ofSeconds(2));
        probes.forEach(probe -> probe.looks.clear());
        down[0] = true;

        timer.pass(Duration.ofSeconds(25));

        // Two find the outage, then one asks after each of 2, 4, 8 and 16 seconds.
        assertThat(probes.stream().mapToInt(probe -> probe.looks.size()).sum()).isBetween(4, 8);
        assertThat(probes).allSatisfy(probe -> assertThat(probe.looks).hasSizeLessThanOrEqualTo(1));

        timer.pass(Duration.ofSeconds(275));

        // Waits have deadlines that they notice only when they look.
        assertThat(probes).allSatisfy(probe -> {
            Duration last = Duration.ofSeconds(2);
            for (Duration look : probe.looks) {
                assertThat(look.minus(last)).isLessThanOrEqualTo(LONGEST_BACKOFF.plus(SECOND.multipliedBy(2)));
                last = look;
            }
        });
        assertThat(probes.stream().mapToInt(probe -> probe.looks.size()).sum()).isLessThanOrEqualTo(100 * 12);

        down[0] = false;
        timer.pass(LONGEST_BACKOFF);
        probes.forEach(probe -> probe.looks.clear());
        timer.pass(Duration.ofSeconds(10));

        assertThat(probes).allSatisfy(probe -> assertThat(probe.looks).hasSize(10));
    }

    @Test
    void theFirstHealthyLookEndsTheHoldingBack() {
        boolean[] down = {true};
        List<Probe> probes = add(10, "argo", () -> down[0] ? troubled(SECOND) : in(SECOND));
        timer.pass(Duration.ofSeconds(40));
        probes.forEach(probe -> probe.looks.clear());
        down[0] = false;

        poller.soon(probes.get(4));
        timer.pass(SECOND);

        assertThat(probes).allSatisfy(probe -> assertThat(probe.looks).hasSizeBetween(1, 2));
    }

    @Test
    void aWaitAloneInTroubleKeepsItsPace() {
        Probe alone = add("argo", () -> troubled(SECOND));

        timer.pass(Duration.ofSeconds(60));

        assertThat(alone.looks).hasSizeBetween(59, 61);
    }

    @Test
    void anAbortIsLookedAtDuringAnOutage() {
        List<Probe> probes = add(10, "argo", () -> troubled(SECOND));
        timer.pass(Duration.ofSeconds(25));
        Probe aborted = probes.get(4);
        probes.forEach(probe -> probe.looks.clear());
        aborted.answer = () -> new WaitPoller.Look(Optional.empty(), false);

        poller.soon(aborted);
        timer.pass(Duration.ZERO);

        assertThat(aborted.looks).hasSize(1);
        assertThat(poller.waiting("argo")).isEqualTo(9);
        // That it ended says nothing about the others' endpoint.
        timer.pass(SECOND);
        assertThat(probes.stream().mapToInt(probe -> probe.looks.size()).sum()).isOne();
    }

    @Test
    void aWaitThatThrowsStaysAndDisturbsNobody() {
        Probe broken = add("argo", () -> {
            throw new IllegalStateException("broken on purpose");
        });
        List<Probe> others = add(10, "argo", () -> in(SECOND));

        timer.pass(Duration.ofSeconds(60));

        assertThat(broken.looks).hasSizeBetween(5, 7);
        assertThat(others).allSatisfy(probe -> assertThat(probe.looks).hasSizeBetween(59, 61));
        assertThat(poller.waiting("argo")).isEqualTo(11);
    }

    @Test
    void aWishOfNothingDoesNotSpin() {
        Probe probe = add("argo", () -> in(Duration.ZERO));

        timer.pass(SECOND);

        assertThat(probe.looks).hasSizeBetween(3, 5);
    }

    @Test
    void aWaitIsNotLookedAtTwiceAtOnceWhenItChangesItsEndpoint() throws InterruptedException {
        WaitPoller real = new WaitPoller(PollTimer.pool(4), new Random());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        AtomicInteger active = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        WaitPoller.Wait wait = () -> {
            most.accumulateAndGet(active.incrementAndGet(), Math::max);
            if (inside.getCount() == 0) {
                again.countDown();
            }
            inside.countDown();
            await(leave);
            active.decrementAndGet();
            return new WaitPoller.Look(Optional.empty(), false);
        };
        CountDownLatch neighbour = new CountDownLatch(3);
        real.add("one", wait, Duration.ZERO);
        assertThat(inside.await(2, TimeUnit.MINUTES)).isTrue();

        real.remove(wait);
        real.add("two", wait, Duration.ZERO);
        real.add(
                "two",
                () -> {
                    neighbour.countDown();
                    return in(Duration.ZERO);
                },
                Duration.ZERO);
        // The second endpoint works, and holds this wait back.
        assertThat(neighbour.await(2, TimeUnit.MINUTES)).isTrue();
        leave.countDown();

        assertThat(again.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(most).hasValue(1);
    }

    @Test
    void sevenDeadEndpointsLeaveAThreadForTheOthers() throws InterruptedException {
        WaitPoller real = new WaitPoller(PollTimer.pool(8), new Random());
        CountDownLatch dead = new CountDownLatch(7);
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 7; i++) {
            for (int wait = 0; wait < 10; wait++) {
                real.add(
                        "dead " + i,
                        () -> {
                            dead.countDown();
                            await(end);
                            return new WaitPoller.Look(Optional.empty(), true);
                        },
                        Duration.ZERO);
            }
        }
        assertThat(dead.await(2, TimeUnit.MINUTES)).isTrue();
        CountDownLatch looks = new CountDownLatch(100);
        for (int i = 0; i < 50; i++) {
            real.add(
                    "well " + i % 3,
                    () -> {
                        looks.countDown();
                        return in(Duration.ofMillis(250));
                    },
                    Duration.ZERO);
        }

        assertThat(looks.await(2, TimeUnit.MINUTES)).isTrue();
        end.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
