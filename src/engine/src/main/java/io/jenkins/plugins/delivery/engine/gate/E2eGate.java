package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether what runs in an environment may go on: waits until the environment answers, asks it the URL checks one by one, and
 * adds the JUnit reports that earlier test runs left in the work directory.
 *
 * <p>Files are read in {@link #start}, where the work directory is; polling needs only the network. Nothing is changed anywhere
 * (other than by a check whose method is not a reading one), so an abort leaves nothing behind.
 */
public final class E2eGate implements WaitingOperation<E2eGateRequest, E2eGateResult> {

    private static final Duration READY_POLL = Duration.ofSeconds(2);

    /** A connection may break once while pods are exchanged; a third failure in a row is an environment out of reach. */
    private static final int ATTEMPTS = 3;

    @Override
    public Ticket start(E2eGateRequest request, EngineContext context) {
        JUnitReports reports =
                context.dryRun() ? JUnitReports.NONE : JUnitReports.read(context.workDir(), request.junit());
        Instant now = context.clock().instant();
        Map<String, Object> state = Map.of(
                "request",
                RequestBinder.unbind(request),
                "reports",
                reports.toMap(),
                "ready",
                request.url() == null,
                "checks",
                List.of(),
                "next",
                0,
                "attempt",
                1);
        return new Ticket("e2eGate", now, now.plus(request.timeout()), state);
    }

    @Override
    public boolean usesWorkspace(E2eGateRequest request) {
        return !request.junit().isEmpty();
    }

    @Override
    public Set<String> workspaceCredentials(E2eGateRequest request) {
        return Set.of();
    }

    @Override
    public String endpoint(Ticket ticket) {
        return "e2eGate of " + request(ticket).where();
    }

    @Override
    public Progress<E2eGateResult> poll(Ticket ticket, EngineContext context) throws InterruptedException {
        E2eGateRequest request = request(ticket);
        if (context.dryRun()) {
            return Progress.done(dryRun(request, context));
        }
        if (!Boolean.TRUE.equals(ticket.state().get("ready"))) {
            return awaitReady(ticket, request, context);
        }
        int next = ((Number) ticket.state().get("next")).intValue();
        List<UrlCheck> checks = request.urlChecks();
        return next < checks.size()
                ? check(ticket, request, checks.get(next), context)
                : conclude(ticket, request, outcomes(ticket), context);
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        return "The gate only reads, so there is nothing to undo in "
                + request(ticket).where() + ".";
    }

    private Progress<E2eGateResult> awaitReady(Ticket ticket, E2eGateRequest request, EngineContext context)
            throws InterruptedException {
        CheckOutcome seen = ReadyCheck.look(request);
        if (seen.verdict() == GateVerdict.PASSED) {
            context.log().info(request.where() + " is ready: " + seen.name() + ", " + seen.actual() + ".");
            return step(ticket.with("ready", true).with("checks", List.of(seen.toMap())), request, "is ready");
        }
        Instant until = earlier(ticket.startedAt().plus(request.readyTimeout()), ticket.deadline());
        if (!context.clock().instant().isBefore(until)) {
            CheckOutcome tooLate = new CheckOutcome(
                    seen.name(),
                    GateVerdict.ERRORED,
                    seen.expected() + " within " + Durations.text(Duration.between(ticket.startedAt(), until)),
                    seen.actual(),
                    seen.took());
            return conclude(ticket, request, List.of(tooLate), context);
        }
        String message = "Gate " + request.name() + " waits for " + request.where() + " until "
                + until.truncatedTo(ChronoUnit.SECONDS) + ": " + seen.sentence();
        return Progress.waiting(ticket, message, READY_POLL);
    }

    private Progress<E2eGateResult> check(Ticket ticket, E2eGateRequest request, UrlCheck check, EngineContext context)
            throws InterruptedException {
        if (!context.clock().instant().isBefore(ticket.deadline())) {
            String over = "the gate's time of " + Durations.text(request.timeout()) + " was over";
            return conclude(ticket, request, with(ticket, errored(check, over, Duration.ZERO)), context);
        }
        CheckOutcome seen = CheckRunner.run(request.url(), check, context);
        int attempt = ((Number) ticket.state().get("attempt")).intValue();
        if (seen.verdict() == GateVerdict.ERRORED && attempt < ATTEMPTS) {
            String message = "Gate " + request.name() + " repeats " + seen.sentence();
            return Progress.waiting(ticket.with("attempt", attempt + 1), message, READY_POLL);
        }
        context.log().info(seen.verdict().text() + ": " + seen.sentence() + " (" + Durations.text(seen.took()) + ")");
        List<CheckOutcome> all = with(ticket, seen);
        if (seen.verdict() == GateVerdict.ERRORED) {
            return conclude(ticket, request, all, context);
        }
        int next = ((Number) ticket.state().get("next")).intValue() + 1;
        Ticket onward = ticket.with(
                        "checks", all.stream().map(CheckOutcome::toMap).toList())
                .with("next", next)
                .with("attempt", 1);
        return step(
                onward, request, "answered " + next + " of " + request.checks().size() + " checks");
    }

    private static Progress<E2eGateResult> step(Ticket ticket, E2eGateRequest request, String message) {
        return Progress.waiting(ticket, request.where() + " " + message, Duration.ZERO);
    }

    private static CheckOutcome errored(UrlCheck check, String actual, Duration took) {
        return new CheckOutcome(check.name(), GateVerdict.ERRORED, CheckJudge.expectation(check), actual, took);
    }

    private static Progress<E2eGateResult> conclude(
            Ticket ticket, E2eGateRequest request, List<CheckOutcome> checks, EngineContext context) {
        Duration took = Duration.between(ticket.startedAt(), context.clock().instant());
        JUnitReports reports = JUnitReports.fromMap((Map<?, ?>) ticket.state().get("reports"));
        reports.problems().forEach(problem -> context.log().warn("Gate " + request.name() + ": " + problem));
        E2eGateResult result = GateDecision.decide(request, checks, reports, took);
        if (result.verdict() == GateVerdict.PASSED) {
            context.log().info(result.message());
        } else if (request.onFail() == OnFail.WARN) {
            context.log().warn(result.message() + " The delivery goes on because onFail is warn.");
        } else if (result.verdict() == GateVerdict.FAILED) {
            throw new GateFailedException(result.message(), GateDecision.advice(result), result.toMap());
        } else {
            throw new TerminalException(result.message(), GateDecision.advice(result));
        }
        return Progress.done(result);
    }

    private static E2eGateResult dryRun(E2eGateRequest request, EngineContext context) {
        String what = "would wait for " + request.where() + ", ask "
                + request.urlChecks().stream().map(UrlCheck::name).toList() + " and read " + request.junit();
        context.log().info("Dry run: gate " + request.name() + " " + what + ".");
        String message = "dry run: nothing was checked";
        return new E2eGateResult(
                request.name(),
                request.env(),
                GateVerdict.ERRORED,
                message,
                List.of(),
                JUnitResults.NONE,
                Duration.ZERO);
    }

    @SuppressWarnings("unchecked")
    private static E2eGateRequest request(Ticket ticket) {
        return RequestBinder.bind("e2eGate", E2eGateRequest.class, (Map<String, Object>)
                ticket.state().get("request"));
    }

    private static List<CheckOutcome> outcomes(Ticket ticket) {
        return ((List<?>) ticket.state().get("checks"))
                .stream().map(map -> CheckOutcome.fromMap((Map<?, ?>) map)).toList();
    }

    private static List<CheckOutcome> with(Ticket ticket, CheckOutcome one) {
        List<CheckOutcome> all = new ArrayList<>(outcomes(ticket));
        all.add(one);
        return all;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
