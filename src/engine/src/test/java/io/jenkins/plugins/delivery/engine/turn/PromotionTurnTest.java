package io.jenkins.plugins.delivery.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.promotion.Ancestry;
import io.jenkins.plugins.delivery.engine.promotion.SourceHistory;
import io.jenkins.plugins.delivery.testbed.argo.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Order and freezes; soak time needs a repository and is tested with one in {@code SoakTest}. */
class PromotionTurnTest {

    /** A Saturday. */
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** Commits of one line of history: the digit says which is newer; those with an f are of another line. */
    private static final SourceHistory HISTORY = (ancestor, descendant) ->
            ancestor.charAt(0) == descendant.charAt(0) && ancestor.charAt(39) <= descendant.charAt(39)
                    ? Ancestry.YES
                    : Ancestry.NO;

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(NOON);
    private final List<String> log = new ArrayList<>();
    private PromotionTurns turns = new PromotionTurns();

    private static String commit(int number) {
        return "a".repeat(39) + number;
    }

    private PromotionTurn step() {
        return new PromotionTurn(
                turns,
                (address, since, context) -> {
                    throw new AssertionError("no soak time was asked for");
                },
                (source, credentials, context) -> HISTORY);
    }

    private EngineContext context(boolean dryRun) {
        return EngineContext.in(folder)
                .clock(clock, clock::advance)
                .dryRun(dryRun)
                .log(new DeliveryLog() {
                    @Override
                    public void info(String message) {
                        log.add(message);
                    }

                    @Override
                    public void warn(String message) {
                        log.add("WARN " + message);
                    }
                })
                .build();
    }

    private PromotionTurnRequest request(int run, Map<String, ?> changes) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("env", "prod");
        arguments.put("service", "payments");
        arguments.put("version", "1.4." + run);
        arguments.put("run", "run " + run);
        arguments.putAll(changes);
        return RequestBinder.bind("promotionTurn", PromotionTurnRequest.class, arguments);
    }

    private Ticket start(int run, Map<String, ?> changes) {
        return step().start(request(run, changes), context(false));
    }

    /** Looks once with a saved ticket, as Jenkins does. */
    private Progress<PromotionTurnResult> look(Ticket ticket) {
        return step().poll(Ticket.fromMap(ticket.toMap()), context(false));
    }

    private static Map<String, Object> result(Progress<PromotionTurnResult> progress) {
        assertThat(progress).isInstanceOf(Progress.Done.class);
        return ((Progress.Done<PromotionTurnResult>) progress).result().toMap();
    }

    private static Progress.Waiting<PromotionTurnResult> waiting(Progress<PromotionTurnResult> progress) {
        assertThat(progress).isInstanceOf(Progress.Waiting.class);
        return (Progress.Waiting<PromotionTurnResult>) progress;
    }

    private void release(int run) throws InterruptedException {
        assertThat(step().run(request(run, Map.of("release", true)), context(false))
                        .toMap())
                .doesNotContainKey("turn");
    }

    @Test
    void oneAtATimeInTheOrderInWhichTheyCame() throws InterruptedException {
        Ticket first = start(1, Map.of());
        clock.advance(Duration.ofSeconds(1));
        Ticket second = start(2, Map.of());
        clock.advance(Duration.ofSeconds(1));
        Ticket third = start(3, Map.of());
        assertThat(result(look(first))).containsEntry("superseded", false).containsEntry("waited", 2L);
        assertThat(waiting(look(third)).message())
                .isEqualTo(
                        "payments 1.4.3 to prod waits since 2026-11-21 12:00:02 UTC: payments 1.4.1 (run run 1) has its"
                                + " turn since 2026-11-21 12:00:02 UTC");
        clock.advance(Duration.ofMinutes(3));
        assertThat(waiting(look(second)).message()).contains("for 3m");
        assertThat(waiting(look(third)).message()).endsWith("; 2 come first");
        release(1);
        assertThat(waiting(look(third)).message())
                .endsWith("payments 1.4.2 (run run 2) comes first, it waits since 2026-11-21 12:00:01 UTC");
        assertThat(result(look(second))).containsKey("turn");
        assertThat(result(look(second)))
                .as("a step that is repeated keeps its turn")
                .containsKey("turn");
        release(2);
        assertThat(result(look(third))).containsEntry("waited", 180L);
    }

    @Test
    void otherServicesAndEnvironmentsDoNotWait() {
        assertThat(result(look(start(1, Map.of())))).containsKey("turn");
        assertThat(result(look(start(2, Map.of("env", "stage"))))).containsKey("turn");
        assertThat(result(look(start(3, Map.of("service", "orders"))))).containsKey("turn");
        assertThat(result(look(start(4, Map.of("gitops", "https://git.example/other.git")))))
                .containsKey("turn");
        waiting(look(start(5, Map.of())));
    }

    @Test
    void aNewerBuildTakesThePlaceOfOlderOnesThatWait() throws InterruptedException {
        assertThat(result(look(start(1, Map.of("commit", commit(1)))))).containsKey("turn");
        Ticket second = start(2, Map.of("commit", commit(2)));
        waiting(look(second));
        Ticket third = start(3, Map.of("commit", commit(3)));
        waiting(look(third));
        Ticket other = start(4, Map.of("commit", "f".repeat(40)));
        waiting(look(other));
        assertThat(result(look(second)))
                .containsEntry("superseded", true)
                .containsEntry("by", "payments 1.4.3 (run run 3)")
                .doesNotContainKey("turn");
        assertThat(log)
                .contains("payments 1.4.2 to prod is superseded by payments 1.4.3 (run run 3), which was built from a"
                        + " newer commit.");
        release(1);
        waiting(look(other));
        assertThat(result(look(third))).containsKey("turn");
    }

    @Test
    void anOlderBuildDoesNotWaitForANewerOneThatIsUnderWay() {
        assertThat(result(look(start(2, Map.of("commit", commit(2)))))).containsKey("turn");
        assertThat(result(look(start(1, Map.of("commit", commit(1)))))).containsEntry("superseded", true);
        waiting(look(start(3, Map.of("commit", commit(2)))));
    }

    @Test
    void inAFreezeItWaitsAndSaysUntilWhen() {
        Map<String, Object> weekend = Map.of(
                "freeze",
                List.of(Map.of("window", "Fri 16:00 - Mon 08:00", "reason", "nobody is there")),
                "zone",
                "Europe/Berlin",
                "timeout",
                "1h");
        Ticket ticket = start(1, weekend);
        Progress.Waiting<PromotionTurnResult> waiting = waiting(look(ticket));
        assertThat(waiting.message())
                .isEqualTo(
                        "payments 1.4.1 to prod waits since 2026-11-21 12:00:00 UTC: the freeze 'Fri 16:00 - Mon 08:00'"
                                + " (nobody is there) since Fri 2026-11-20 16:00 CET ends Mon 2026-11-23 08:00 CET, in 43h");
        assertThat(waiting.ticket().deadline())
                .as("time in a freeze does not count")
                .isEqualTo("2026-11-23T08:00:00Z");
        assertThat(waiting.nextPoll()).isEqualTo(Duration.ofMinutes(1));
        clock.advance(Duration.ofHours(43));
        assertThat(result(look(waiting.ticket())))
                .containsEntry("waited", 43L * 3600)
                .doesNotContainKey("override");
    }

    @Test
    void afterAFreezeTheNewestBuildGoesOn() {
        Map<String, Object> frozen = new LinkedHashMap<>(Map.of("freeze", "Sat", "commit", commit(1)));
        Ticket old = start(1, frozen);
        waiting(look(old));
        frozen.put("commit", commit(2));
        Ticket newer = start(2, frozen);
        waiting(look(newer));
        clock.advance(Duration.ofHours(12).minusMinutes(1));
        waiting(look(old));
        waiting(look(newer));
        clock.advance(Duration.ofMinutes(1));
        assertThat(result(look(old))).containsEntry("superseded", true);
        assertThat(result(look(newer))).containsKey("turn");
    }

    @Test
    void whereFreezesFailTheSentenceSaysWhenToComeBack() {
        Ticket ticket = start(1, Map.of("freeze", "Sat-Sun", "onFreeze", "fail"));
        assertThatThrownBy(() -> look(ticket))
                .isInstanceOf(TerminalException.class)
                .hasMessage(
                        "payments 1.4.1 to prod is not promoted in the freeze 'Sat-Sun' since Sat 2026-11-21 00:00 UTC."
                                + " Run it again after Mon 2026-11-23 00:00 UTC, or set the freeze aside with override and overrideBy.");
    }

    @Test
    void aPersonSetsAFreezeAsideAndThatIsRecorded() {
        Map<String, Object> override = Map.of(
                "freeze", "Sat-Sun", "override", "customers cannot pay", "overrideBy", "anna", "onFreeze", "fail");
        assertThat(result(look(start(1, override))))
                .containsEntry("override", "anna: customers cannot pay ('Sat-Sun')");
        assertThat(log)
                .contains(
                        "WARN payments 1.4.1 to prod goes on in the freeze 'Sat-Sun' since Sat 2026-11-21 00:00 UTC: anna:"
                                + " customers cannot pay ('Sat-Sun').");
        turns = new PromotionTurns();
        Map<String, Object> unneeded = Map.of("freeze", "Wed", "override", "to be sure", "overrideBy", "anna");
        assertThat(result(look(start(1, unneeded)))).doesNotContainKey("override");
    }

    @Test
    void aCalendarWithoutAGapIsRefused() {
        assertThatThrownBy(() -> start(1, Map.of("freeze", List.of("Mon-Fri", "Sat-Sun"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("leaves no moment to promote for 370 days");
    }

    @Test
    void everyProblemOfTheInputIsToldAtOnce() {
        assertThatThrownBy(() -> request(
                        1,
                        Map.of(
                                "env",
                                "a b",
                                "commit",
                                "HEAD",
                                "freeze",
                                "Fri evening",
                                "zone",
                                "Mars",
                                "override",
                                "x",
                                "soak",
                                "1h",
                                "after",
                                "a b",
                                "timeout",
                                "0s")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        "env 'a b' is not a name",
                        "commit 'head' is not a full commit id",
                        "freeze[0]: 'Fri evening' is no window",
                        "zone: 'Mars' is no time zone",
                        "override needs overrideBy",
                        "soak needs after, commit and gitops",
                        "after: a b is the environment that is promoted to",
                        "timeout must be longer than nothing");
    }

    @Test
    void anAbortedWaitLeavesTheLine() {
        assertThat(result(look(start(1, Map.of())))).containsKey("turn");
        Ticket second = start(2, Map.of("commit", commit(2)));
        waiting(look(second));
        assertThat(step().cancel(second, "aborted", context(false)))
                .isEqualTo("payments 1.4.2 to prod waits no longer; nothing was changed.");
        turns.runEnded("run 1");
        assertThat(result(look(start(3, Map.of("commit", commit(1)))))).containsKey("turn");
    }

    @Test
    void aRunThatEndsWithoutReleaseGivesItsTurnsBack() {
        assertThat(result(look(start(1, Map.of())))).containsKey("turn");
        assertThat(result(look(start(1, Map.of("env", "stage"))))).containsKey("turn");
        Ticket second = start(2, Map.of());
        waiting(look(second));
        turns.runEnded("run 1");
        assertThat(result(look(second))).containsKey("turn");
        assertThat(result(look(start(3, Map.of("env", "stage"))))).containsKey("turn");
    }

    @Test
    void oneThatWasNotHeardOfForLongHoldsNobodyUp() {
        assertThat(result(look(start(1, Map.of())))).containsKey("turn");
        waiting(look(start(2, Map.of())));
        clock.advance(Duration.ofSeconds(1));
        Ticket third = start(3, Map.of());
        waiting(look(third));
        turns.runEnded("run 1");
        waiting(look(third));
        clock.advance(PromotionTurns.SILENCE);
        assertThat(result(look(third))).containsKey("turn");
    }

    @Test
    @SuppressWarnings("unchecked")
    void afterARestartTurnsAndOrderAreAsBefore() {
        Map<String, Object> saved =
                (Map<String, Object>) result(look(start(1, Map.of()))).get("turn");
        clock.advance(Duration.ofSeconds(1));
        Ticket second = start(2, Map.of());
        clock.advance(Duration.ofSeconds(1));
        Ticket third = start(3, Map.of());
        waiting(look(second));
        waiting(look(third));

        turns = new PromotionTurns();
        turns.recovering();
        assertThat(waiting(look(third)).message()).endsWith("the runs from before the restart are not all back yet");
        turns.restore(saved);
        turns.recovered(clock.instant());
        assertThat(waiting(look(third)).message()).contains("payments 1.4.1 (run run 1) has its turn");
        turns.runEnded("run 1");
        waiting(look(third));
        waiting(look(second));
        clock.advance(PromotionTurns.SETTLING);
        waiting(look(third));
        assertThat(result(look(second))).containsKey("turn");
        assertThat(saved.values()).allMatch(String.class::isInstance);
    }

    @Test
    void aDryRunTakesNoTurnAndWaitsForNothing() throws InterruptedException {
        Map<String, Object> planned =
                step().run(request(1, Map.of("freeze", "Sat")), context(true)).toMap();
        assertThat(planned).containsEntry("waited", 0L).doesNotContainKey("turn");
        assertThat(log).contains("payments 1.4.1 to prod would meet the freeze 'Sat' since Sat 2026-11-21 00:00 UTC.");
        assertThat(result(look(start(2, Map.of())))).containsKey("turn");
    }

    @Test
    void aTurnThatIsNotThereCanBeGivenBack() throws InterruptedException {
        release(9);
        assertThat(log).contains("run 9 had no turn of payments in prod to give back.");
    }
}
