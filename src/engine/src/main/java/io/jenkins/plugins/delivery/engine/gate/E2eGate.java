package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether what runs in an environment may go on: waits until the environment answers, asks it the URL checks one by one, and
 * adds the reports that suites left in the work directory. Failed tests may be run again by whoever asks: the gate names them, and is
 * asked once more with what it had said.
 *
 * <p>Files are read in {@link #start}, where the work directory is; polling needs only the network. That the environment answers is
 * looked at after the tests ran, so that one that went away is not taken for failed tests. Nothing is changed anywhere (other than by
 * a check whose method is not a reading one), so an abort leaves nothing behind.
 */
public final class E2eGate implements WaitingOperation<E2eGateRequest, E2eGateResult> {

    private static final Duration READY_POLL = Duration.ofSeconds(2);

    /** A connection may break once while pods are exchanged; a third failure in a row is an environment out of reach. */
    private static final int ATTEMPTS = 3;

    private final SuiteReaders readers;

    /** @param readers of the kinds of suites that can be judged */
    public E2eGate(SuiteReaders readers) {
        this.readers = readers;
    }

    /** What is wrong with arguments that only the readers of suites understand, for whoever asks before a gate is started. */
    public static List<String> problems(Map<String, ?> arguments, SuiteReaders readers) {
        return arguments.get("suites") instanceof List<?> suites ? GateSuites.problems(suites, readers) : List.of();
    }

    @Override
    public Ticket start(E2eGateRequest request, EngineContext context) {
        GateSuites.check(request, readers);
        GateSuites suites = context.dryRun() ? GateSuites.NONE : GateSuites.read(request, readers, context);
        Instant now = context.clock().instant();
        Map<String, Object> arguments = new LinkedHashMap<>(RequestBinder.unbind(request));
        // What it said is in the suites by now.
        arguments.remove("before");
        // The first of the checks is that of readiness, which is asked again.
        List<CheckOutcome> known = request.url() == null || suites.checks().isEmpty()
                ? suites.checks()
                : suites.checks().subList(1, suites.checks().size());
        Map<String, Object> state = Map.of(
                "request",
                arguments,
                "suites",
                suites.toMap(),
                "ready",
                request.url() == null,
                "checks",
                known.stream().map(CheckOutcome::toMap).toList(),
                "next",
                request.attempt() > 1 ? request.checks().size() : 0,
                "attempt",
                1);
        return new Ticket("e2eGate", now, now.plus(request.timeout()), state);
    }

    @Override
    public boolean usesWorkspace(E2eGateRequest request) {
        return !request.junit().isEmpty() || !request.suites().isEmpty();
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
            return Progress.done(GateEnd.dryRun(request, context));
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
            List<Object> checks = new ArrayList<>(List.of(seen.toMap()));
            checks.addAll((List<?>) ticket.state().get("checks"));
            return step(ticket.with("ready", true).with("checks", checks), request, "is ready");
        }
        Instant until = earlier(ticket.startedAt().plus(request.readyTimeout()), ticket.deadline());
        if (!context.clock().instant().isBefore(until)) {
            CheckOutcome tooLate = new CheckOutcome(
                    seen.name(),
                    seen.verdict(),
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
        GateSuites suites = GateSuites.fromMap((Map<?, ?>) ticket.state().get("suites"));
        return Progress.done(
                GateEnd.of(GateDecision.decide(request, checks, suites.results(), suites.notes(), took), context));
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
