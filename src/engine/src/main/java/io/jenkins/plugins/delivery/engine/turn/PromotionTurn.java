package io.jenkins.plugins.delivery.engine.turn;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.calendar.Freeze;
import io.jenkins.plugins.delivery.engine.calendar.FreezeCalendar;
import io.jenkins.plugins.delivery.engine.history.CommitLog;
import io.jenkins.plugins.delivery.engine.promotion.SourceHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The step {@code promotionTurn}: waits until a promotion may begin, and holds back the others of the same service and environment until
 * the run gives its turn back or ends. Until then a newer build, by the history of the service, makes this one superfluous; older ones
 * never overtake, and those that cannot be compared go in the order in which they came.
 */
public final class PromotionTurn implements WaitingOperation<PromotionTurnRequest, PromotionTurnResult> {

    private final PromotionTurns turns;
    private final CommitLog.Opener logs;
    private final SourceHistory.Opener sources;

    public PromotionTurn(PromotionTurns turns, CommitLog.Opener logs, SourceHistory.Opener sources) {
        this.turns = turns;
        this.logs = logs;
        this.sources = sources;
    }

    @Override
    public Ticket start(PromotionTurnRequest request, EngineContext context) {
        Instant now = context.clock().instant();
        request.calendar().at(now).filter(freeze -> freeze.until() == null).ifPresent(freeze -> {
            throw new InvalidInputException(
                    TurnWait.STEP,
                    List.of("freeze leaves no moment to promote for " + FreezeCalendar.HORIZON.toDays() + " days, as "
                            + freeze + " goes on; shorten it, or take the environment out of the delivery"));
        });
        Claim.Target target = new Claim.Target(
                request.gitops() == null ? "" : request.gitops().replaceFirst("/*(\\.git)?/*$", ""),
                request.service(),
                request.env());
        return TurnWait.begin(
                        request, new Claim(target, runName(request, context), request.version(), request.commit(), now))
                .ticket();
    }

    /** Outside of a CI server a run is a process. */
    private static String runName(PromotionTurnRequest request, EngineContext context) {
        String run = request.run() == null ? context.environment().get("BUILD_URL") : request.run();
        return run == null || run.isBlank()
                ? "process " + ProcessHandle.current().pid()
                : run;
    }

    @Override
    public Progress<PromotionTurnResult> poll(Ticket ticket, EngineContext context) {
        TurnWait wait = TurnWait.of(ticket);
        Instant now = context.clock().instant();
        if (wait.request().release()) {
            return released(wait, now, context);
        }
        Optional<Freeze> freeze = wait.request().calendar().at(now);
        if (context.dryRun()) {
            freeze.ifPresent(standing -> context.log().info(subject(wait) + " would meet " + standing + "."));
            return Progress.done(wait.result(PromotionTurnResult.End.PLANNED, null, now));
        }
        boolean frozen = freeze.isPresent() && wait.request().override() == null;
        if (frozen && wait.request().onFreeze() == OnFreeze.FAIL) {
            turns.withdraw(wait.claim());
            throw frozen(wait, freeze.get());
        }
        return new TurnLook(turns, logs, sources, context).look(wait, freeze, now);
    }

    private Progress<PromotionTurnResult> released(TurnWait wait, Instant now, EngineContext context) {
        if (!context.dryRun() && !turns.release(wait.claim())) {
            context.log().info(wait.claim().run() + " had no turn of " + place(wait) + " to give back.");
        }
        return Progress.done(wait.result(PromotionTurnResult.End.RELEASED, null, now));
    }

    private static TerminalException frozen(TurnWait wait, Freeze freeze) {
        return new TerminalException(
                subject(wait) + " is not promoted in " + freeze + ".",
                "Run it again after " + freeze.text(freeze.until())
                        + ", or set the freeze aside with override and overrideBy.");
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        TurnWait wait = TurnWait.of(ticket);
        turns.withdraw(wait.claim());
        return subject(wait) + " waits no longer; nothing was changed.";
    }

    @Override
    public String endpoint(Ticket ticket) {
        return "promotion turns";
    }

    static String subject(TurnWait wait) {
        String version = wait.request().version();
        return wait.request().service() + (version == null ? "" : " " + version) + " to "
                + wait.request().env();
    }

    private static String place(TurnWait wait) {
        return wait.request().service() + " in " + wait.request().env();
    }
}
