package io.jenkins.plugins.delivery.engine.gate.quality;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateResult;
import java.util.List;

/** An analysis that the server has computed, with what it says about it. */
final class JudgedAnalysis {

    private final QualityGateRequest request;
    private final ReportTask task;
    private final SonarServer server;
    private final EngineContext context;

    JudgedAnalysis(QualityGateRequest request, ReportTask task, SonarServer server, EngineContext context) {
        this.request = request;
        this.task = task;
        this.server = server;
        this.context = context;
    }

    /**
     * Ends the gate by the status that the server gave this analysis.
     *
     * @param commit that is built; empty when that is not known
     */
    QualityGateResult decided(Analysis analysis, String commit) throws InterruptedException {
        if (analysis.id().isEmpty()) {
            throw new TerminalException(
                    "SonarQube tells of no analysis for the task " + task.task() + " of " + task.project() + ".",
                    "Look at the background tasks of the project.");
        }
        JsonNode gate = gate(analysis);
        QualityGateResult result = QualityDecision.of(request, task, analysis, gate, trend(analysis, commit));
        context.attach("delivery/quality-" + request.name() + ".md", QualityDecision.table(result));
        return GateResult.conclude(result, request.onFail(), QualityDecision.advice(result), context);
    }

    private JsonNode gate(Analysis analysis) throws InterruptedException {
        try {
            return server.gate(analysis.id());
        } catch (NotFoundException e) {
            throw new TerminalException(
                    "SonarQube has computed the analysis of " + task.project() + " and does not know it any more.",
                    "Somebody may have deleted the project or its branch meanwhile; run the scanner again.",
                    e);
        }
    }

    /** A pull request has no history. That a trend is not known decides nothing. */
    private List<Trend> trend(Analysis analysis, String commit) throws InterruptedException {
        if (!analysis.pullRequest().isEmpty()) {
            return List.of();
        }
        List<JsonNode> analyses;
        List<Trend> trend = List.of();
        try {
            analyses = server.analyses(task.project(), analysis);
            if (analyses.size() > 1 && !request.trend().isEmpty()) {
                String from = analyses.get(1).path("date").asText();
                String to = analyses.get(0).path("date").asText();
                trend = server.trend(task.project(), analysis, request.trend(), from, to);
            }
        } catch (RetryableException | TerminalException e) {
            context.log().warn("How the measures of " + task.project() + " moved is not known: " + e.getMessage());
            return List.of();
        }
        QualityDecision.requireCommit(analyses, commit, task);
        return trend;
    }
}
