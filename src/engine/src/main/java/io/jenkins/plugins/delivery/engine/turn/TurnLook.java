package io.jenkins.plugins.delivery.engine.turn;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.calendar.Freeze;
import io.jenkins.plugins.delivery.engine.history.CommitLog;
import io.jenkins.plugins.delivery.engine.promotion.SourceHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** One look at what stands between a claim and its turn: a newer build, a freeze, the soak time, others. */
final class TurnLook {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final PromotionTurns turns;
    private final CommitLog.Opener logs;
    private final SourceHistory.Opener sources;
    private final EngineContext context;
    private SourceHistory history;

    TurnLook(PromotionTurns turns, CommitLog.Opener logs, SourceHistory.Opener sources, EngineContext context) {
        this.turns = turns;
        this.logs = logs;
        this.sources = sources;
        this.context = context;
    }

    Progress<PromotionTurnResult> look(TurnWait before, Optional<Freeze> freeze, Instant now) {
        TurnWait wait = before;
        for (Claim rival : turns.rivals(wait.claim(), now)) {
            wait = compared(wait, rival.commit());
            if (rival.commit() != null && wait.compared(rival.commit()).orElse(false)) {
                turns.withdraw(wait.claim());
                context.log()
                        .info(PromotionTurn.subject(wait) + " is superseded by " + rival
                                + ", which was built from a newer commit.");
                return Progress.done(wait.result(PromotionTurnResult.End.SUPERSEDED, rival, now));
            }
        }
        if (freeze.isPresent() && wait.request().override() == null) {
            turns.note(wait.claim(), PromotionTurns.Stage.FROZEN, now);
            return frozen(wait.patientUntil(freeze.get().until()), freeze.get(), now);
        }
        wait = withOverride(wait, freeze);
        if (wait.request().soaks() && !wait.soaked()) {
            turns.note(wait.claim(), PromotionTurns.Stage.SOAKING, now);
            Instant end = wait.soakedAt().filter(now::isBefore).orElseGet(soakEnd(wait));
            wait = wait.with("soakedAt", end.toString());
            if (now.isBefore(end)) {
                return soaking(wait.patientUntil(end), end, now);
            }
            wait = wait.with("soaked", true);
        }
        turns.note(wait.claim(), PromotionTurns.Stage.READY, now);
        PromotionTurns.Answer answer = turns.take(wait.claim(), now);
        return answer.granted()
                ? Progress.done(wait.result(PromotionTurnResult.End.GRANTED, null, now))
                : inLine(wait, answer, now);
    }

    private Supplier<Instant> soakEnd(TurnWait wait) {
        return () -> new Soak(logs, wait.request(), history(wait), context)
                .since()
                .plus(wait.request().soak());
    }

    private TurnWait compared(TurnWait wait, String commit) {
        String mine = wait.request().commit();
        if (mine == null || commit == null || wait.compared(commit).isPresent()) {
            return wait;
        }
        return wait.withCompared(commit, turns.order().isNewer(commit, mine, () -> history(wait)));
    }

    /** One for this look: it reads a remote once at most. */
    private SourceHistory history(TurnWait wait) {
        if (history == null) {
            history = sources.open(wait.request().source(), wait.request().sourceCredentialsId(), context);
        }
        return history;
    }

    private TurnWait withOverride(TurnWait wait, Optional<Freeze> freeze) {
        if (freeze.isEmpty() || wait.ticket().text("override") != null) {
            return wait;
        }
        String override = wait.request().overrideBy() + ": " + wait.request().override() + " ('"
                + freeze.get().window() + "')";
        context.log().warn(PromotionTurn.subject(wait) + " goes on in " + freeze.get() + ": " + override + ".");
        return wait.with("override", override);
    }

    private static Progress<PromotionTurnResult> frozen(TurnWait wait, Freeze freeze, Instant now) {
        return waiting(
                wait,
                freeze + " ends " + freeze.text(freeze.until()) + ", in " + text(Duration.between(now, freeze.until())),
                Duration.between(now, freeze.until()),
                now);
    }

    private static Progress<PromotionTurnResult> soaking(TurnWait wait, Instant end, Instant now) {
        Instant since = end.minus(wait.request().soak());
        return waiting(
                wait,
                "it is in " + wait.request().after() + " since " + MOMENT.format(since) + " and soaks for "
                        + Durations.text(wait.request().soak()) + ", until " + MOMENT.format(end) + ", in "
                        + text(Duration.between(now, end)),
                Duration.between(now, end),
                now);
    }

    private static Progress<PromotionTurnResult> inLine(TurnWait wait, PromotionTurns.Answer answer, Instant now) {
        String why;
        if (answer.before() == null) {
            why = "the runs from before the restart are not all back yet";
        } else if (answer.from() == null) {
            why = answer.before() + " comes first, it waits since "
                    + MOMENT.format(answer.before().since());
        } else {
            Duration held = Duration.between(answer.from(), now);
            why = answer.before() + " has its turn since " + MOMENT.format(answer.from())
                    + (held.toSeconds() == 0 ? "" : ", for " + text(held));
        }
        return waiting(wait, why + (answer.ahead() > 1 ? "; " + answer.ahead() + " come first" : ""), SOON, now);
    }

    private static Progress<PromotionTurnResult> waiting(TurnWait wait, String why, Duration left, Instant now) {
        Duration next = left.compareTo(LATER) < 0 ? left : LATER;
        return Progress.waiting(
                wait.ticket(),
                PromotionTurn.subject(wait) + " waits since "
                        + MOMENT.format(wait.ticket().startedAt()) + ": " + why,
                next.isZero() ? Duration.ofSeconds(1) : next);
    }

    private static String text(Duration duration) {
        return Durations.text(duration.truncatedTo(ChronoUnit.SECONDS));
    }
}
