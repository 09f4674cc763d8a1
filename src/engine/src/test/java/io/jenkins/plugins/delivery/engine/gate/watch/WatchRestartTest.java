package io.jenkins.plugins.delivery.engine.gate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.testbed.prometheus.QueryAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A watch that another process goes on with, after a while or at once, and clocks that are set meanwhile. */
class WatchRestartTest extends WatchFixture {

    private SetClock machine;

    @BeforeEach
    void machine() {
        machine = new SetClock(run.context().clock());
    }

    @Test
    void goesOnFromASavedTicketInAnotherProcess() throws Exception {
        prometheus.answer(
                ERRORS, QueryAnswer.value(0), QueryAnswer.value(0), QueryAnswer.value(0.5), QueryAnswer.value(0));
        EngineContext context = context();
        Ticket ticket = watch.start(request(Map.of("metrics", List.of(errors(Map.of())), "count", 4)), context);
        int looks = 0;
        while (true) {
            Progress<MetricsWatchResult> seen = new MetricsWatch().look(saved(ticket), context);
            looks++;
            if (seen instanceof Progress.Done<MetricsWatchResult> done) {
                assertThat(done.result().table().get(0))
                        .containsEntry("failed", 1)
                        .containsEntry("samples", 4);
                assertThat(done.result().toMap()).containsEntry("seconds", 90L);
                break;
            }
            Progress.Waiting<MetricsWatchResult> waiting = (Progress.Waiting<MetricsWatchResult>) seen;
            ticket = waiting.ticket();
            context.pause(waiting.nextPoll());
        }
        assertThat(looks).isEqualTo(6);
    }

    @Test
    void whatWasMissedInADowntimeIsAskedForAfterwards() throws Exception {
        // Bad only while nobody looked.
        Instant begin = run.context().clock().instant();
        Map<Duration, Double> seen = new LinkedHashMap<>();
        prometheus.answer(ERRORS, time -> {
            Duration since = Duration.between(begin, time);
            double value = since.toMinutes() >= 5 && since.toMinutes() < 6 ? 0.3 : 0;
            seen.put(since, value);
            return QueryAnswer.value(value);
        });
        EngineContext context = context();
        Ticket ticket = begun(4, List.of(errors(Map.of())), context);
        context.pause(Duration.ofHours(3));
        MetricsWatchResult result = finish(saved(ticket), context);
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.table().get(0))
                .containsEntry("samples", 11)
                .containsEntry("failed", 1)
                .containsEntry("missed", 0);
        assertThat(result.table().get(0).get("notes").toString()).contains("at=2026-11-20T12:05:00Z");
        assertThat(seen.keySet()).contains(Duration.ofMinutes(5), Duration.ofMinutes(10));
    }

    @Test
    void aDowntimeOfWhichNothingIsKnownIsWatchedAgain() throws Exception {
        Instant begin = run.context().clock().instant();
        Instant back = begin.plus(Duration.ofHours(2));
        prometheus.answer(
                ERRORS,
                time -> time.isAfter(begin.plusSeconds(100)) && time.isBefore(back)
                        ? QueryAnswer.empty()
                        : QueryAnswer.value(0));
        EngineContext context = context();
        Ticket ticket = begun(4, List.of(errors(Map.of("onNoData", "pass"))), context);
        context.pause(Duration.ofHours(3));
        MetricsWatchResult result = finish(ticket, context);
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.table().get(0)).containsEntry("samples", 11).containsEntry("missed", 1);
        assertThat(Duration.between(begin, result.to())).isBetween(Duration.ofMinutes(188), Duration.ofMinutes(200));
    }

    @Test
    void anOutageFoundAfterADowntimeGetsItsTries() throws Exception {
        int[] refusals = {0};
        prometheus.answer(ERRORS, time -> refusals[0]-- > 0 ? QueryAnswer.timeout() : QueryAnswer.value(0));
        EngineContext context = context();
        Ticket ticket = begun(4, List.of(errors(Map.of())), context);
        context.pause(Duration.ofHours(3));
        prometheus.failNext(3, 503);
        refusals[0] = 2;
        int before = run.pauses().size();
        MetricsWatchResult result = finish(ticket, context);
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.table().get(0)).containsEntry("errored", 2).containsEntry("samples", 11);
        // Three times for what the clock shows, which is asked first; then the measurements.
        assertThat(run.pauses().subList(before, before + 6))
                .containsExactly(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(15),
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1));
    }

    @Test
    void aClockThatIsSetForwardIsNoDowntime() {
        Instant begin = now();
        // What Prometheus shows is the truth; this machine's clock is set while the watch goes on.
        prometheus.answer(
                ERRORS, time -> QueryAnswer.value(time.isBefore(begin.plus(Duration.ofMinutes(8))) ? 0 : 0.5));
        run.after(Duration.ofMinutes(3), () -> machine.set(Duration.ofMinutes(40)));
        GateFailedException failed =
                catchThrowableOfType(GateFailedException.class, () -> watchUnder(machine, errors(Map.of())));
        assertThat(failed).hasMessageContaining("2 of 10 measurements failed");
        assertThat(((Map<?, ?>) ((List<?>) failed.result().get("table")).get(0)).get("missed"))
                .isEqualTo(0);
    }

    @Test
    void aClockThatIsSetBackIsNotWaitedFor() throws Exception {
        prometheus.answer(ERRORS, QueryAnswer.value(0));
        run.after(Duration.ofMinutes(3), () -> machine.set(Duration.ofHours(-5)));
        Instant begin = now();
        MetricsWatchResult result = watchUnder(machine, errors(Map.of()));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.table().get(0)).containsEntry("samples", 11);
        assertThat(Duration.between(begin, now())).isLessThan(Duration.ofMinutes(12));
    }

    @Test
    void theBaselineOfBeforeTheReleaseIsKeptOverARestart() throws Exception {
        Instant begin = now();
        // What was before the release is forgotten while nobody looks: a short retention.
        prometheus.answer(
                ERRORS,
                time -> time.isBefore(begin)
                        ? now().isAfter(begin.plus(Duration.ofHours(1))) ? QueryAnswer.empty() : QueryAnswer.value(0.10)
                        : QueryAnswer.value(0.11));
        EngineContext context = context();
        Ticket ticket = begun(4, List.of(compared(Map.of("before", "5m", "maxIncrease", "20%"))), context);
        context.pause(Duration.ofHours(3));
        MetricsWatchResult result = finish(ticket, context);
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat(result.table().get(0)).containsEntry("baseline", 0.1).containsEntry("samples", 11);
    }

    @Test
    void whatIsAskedForAfterwardsIsComparedWithTheTimeBeforeIt() throws Exception {
        Instant begin = now();
        prometheus.answer(
                ERRORS,
                time -> QueryAnswer.value(1000 + Duration.between(begin, time).toMinutes()));
        EngineContext context = context();
        Map<String, Object> hourly = Map.of("offset", "1h", "maxDifference", 60);
        Ticket ticket = begun(4, List.of(compared(hourly)), context);
        context.pause(Duration.ofHours(3));
        assertThat(finish(ticket, context).table().get(0))
                .containsEntry("successful", 11)
                .containsEntry("value", 1010.0)
                .containsEntry("baseline", 950.0);
    }

    @Test
    void aClockThatIsSetMovesNoBaseline() throws Exception {
        Instant begin = now();
        prometheus.answer(
                ERRORS,
                time -> QueryAnswer.value(1000 + Duration.between(begin, time).toMinutes()));
        run.after(Duration.ofMinutes(3), () -> machine.set(Duration.ofMinutes(40)));
        Map<String, Object> hourly = Map.of("offset", "1h", "maxDifference", 61);
        MetricsWatchResult result = watchUnder(machine, compared(hourly));
        assertThat(result.verdict()).isEqualTo(GateVerdict.PASSED);
        assertThat((double) result.table().get(0).get("value")
                        - (double) result.table().get(0).get("baseline"))
                .isBetween(59.0, 61.0);
    }

    private static Map<String, Object> compared(Map<String, Object> baseline) {
        return Map.of("name", "errors", "query", ERRORS, "baseline", baseline);
    }

    private MetricsWatchResult watchUnder(Clock clock, Map<String, Object> metric) throws InterruptedException {
        EngineContext context = context();
        EngineContext there = context.toBuilder().clock(clock, context::pause).build();
        return watch.run(request(Map.of("metrics", List.of(metric), "duration", "10m", "interval", "1m")), there);
    }
}
