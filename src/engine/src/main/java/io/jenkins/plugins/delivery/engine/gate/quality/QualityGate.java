package io.jenkins.plugins.delivery.engine.gate.quality;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.UnauthenticatedException;
import io.jenkins.plugins.delivery.engine.WaitingOperation;
import io.jenkins.plugins.delivery.engine.gate.GateResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code qualityGate}: waits until the server has computed the analysis that the scanner of this run has sent, and takes over the verdict
 * of the quality gate for exactly that analysis, also when another one of the same project has come in since.
 *
 * <p>The receipt is read where the workspace is; everything else needs only the network. Nothing is changed anywhere.
 */
public final class QualityGate implements WaitingOperation<QualityGateRequest, QualityGateResult> {

    private static final String NAME = "qualityGate";
    private static final Duration POLL = Duration.ofSeconds(3);

    @Override
    public Ticket start(QualityGateRequest request, EngineContext context) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("request", RequestBinder.unbind(request));
        if (!context.dryRun()) {
            receipt(state, request, context);
        }
        Instant now = context.clock().instant();
        return new Ticket(NAME, now, now.plus(request.timeout()), state);
    }

    private static void receipt(Map<String, Object> state, QualityGateRequest request, EngineContext context) {
        try {
            String commit = context.environment().getOrDefault("GIT_COMMIT", "");
            ReportTask task = ReportTask.of(request.receipt())
                    .orElseGet(() -> ReportTask.read(context.workDir(), request.report(), commit));
            state.put("task", task.toMap());
        } catch (TerminalException e) {
            state.put("problem", GateResult.undecided(e, request.onFail()).orElseThrow(() -> e));
        }
    }

    @Override
    public boolean usesWorkspace(QualityGateRequest request) {
        return request.receipt().isEmpty();
    }

    @Override
    public Set<String> workspaceCredentials(QualityGateRequest request) {
        return Set.of();
    }

    @Override
    public String endpoint(Ticket ticket) {
        return "SonarQube at " + request(ticket).server();
    }

    @Override
    public Progress<QualityGateResult> poll(Ticket ticket, EngineContext context) throws InterruptedException {
        QualityGateRequest request = request(ticket);
        if (context.dryRun()) {
            String message = "Dry run: gate " + request.name() + " would ask " + request.server()
                    + " about the analysis of " + request.report() + ".";
            context.log().info(message);
            return Progress.done(QualityDecision.undecided(request, null, message));
        }
        ReportTask task = task(ticket);
        try {
            if (task == null) {
                throw new TerminalException(ticket.text("problem"), "");
            }
            return request.locate()
                    ? Progress.done(QualityDecision.located(request, task))
                    : look(ticket, request, task, context);
        } catch (UnauthenticatedException e) {
            if (ticket.state().get("asUser") == null
                    && request.credentialsId() != null
                    && context.credential(request.credentialsId()).username() == null) {
                return Progress.waiting(
                        ticket.with("asUser", true), "SonarQube is asked in the way of older servers", Duration.ZERO);
            }
            return undecided(request, task, e, context);
        } catch (TerminalException e) {
            return undecided(request, task, e, context);
        }
    }

    private static Progress<QualityGateResult> look(
            Ticket ticket, QualityGateRequest request, ReportTask task, EngineContext context)
            throws InterruptedException {
        SonarServer server = SonarServer.of(request, ticket.state().get("asUser") != null, context);
        JsonNode computed;
        try {
            computed = server.task(task.task());
        } catch (NotFoundException e) {
            throw new TerminalException(
                    request.server() + " does not know the analysis of " + task.project() + " (task " + task.task()
                            + ")" + (task.server().isEmpty() ? "." : "; the scanner sent it to " + task.server() + "."),
                    "Check that the server is the one that the scanner sent its report to, that the report is of this build,"
                            + " and that nobody has deleted the project meanwhile.",
                    e);
        }
        String status = computed.path("status").asText("");
        return switch (status) {
            case "SUCCESS" ->
                Progress.done(new JudgedAnalysis(request, task, server, context)
                        .decided(Analysis.of(computed), task.commit()));
            case "PENDING", "IN_PROGRESS" ->
                Progress.waiting(
                        ticket,
                        "Gate " + request.name() + " waits for SonarQube to compute the analysis of " + task.project()
                                + " (" + (status.equals("PENDING") ? "queued" : "at work") + ")",
                        POLL);
            default ->
                throw new TerminalException(
                        "SonarQube did not compute the analysis of " + task.project() + ": its task " + task.task()
                                + " is "
                                + (status.isEmpty() ? "not told" : status.toLowerCase(Locale.ROOT))
                                + QualityDecision.because(
                                        computed.path("errorMessage").asText("")) + ".",
                        "Look at the background tasks of the project.");
        };
    }

    private static Progress<QualityGateResult> undecided(
            QualityGateRequest request, ReportTask task, DeliveryException problem, EngineContext context) {
        String why = GateResult.undecided(problem, request.onFail()).orElseThrow(() -> problem);
        QualityGateResult result =
                QualityDecision.undecided(request, task, "Gate " + request.name() + " could not decide: " + why);
        return Progress.done(GateResult.conclude(result, request.onFail(), "", context));
    }

    @Override
    public String cancel(Ticket ticket, String reason, EngineContext context) {
        return "The analysis goes on in SonarQube; the gate only reads.";
    }

    @SuppressWarnings("unchecked")
    private static QualityGateRequest request(Ticket ticket) {
        return RequestBinder.bind(NAME, QualityGateRequest.class, (Map<String, Object>)
                ticket.state().get("request"));
    }

    private static ReportTask task(Ticket ticket) {
        return ticket.state().get("task") instanceof Map<?, ?> map
                ? ReportTask.of(map).orElseThrow()
                : null;
    }
}
