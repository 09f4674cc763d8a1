package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.time.Duration;
import java.util.List;

/** Tells what a gate decided: in the log, in a report that is kept with the run, and as the end of the step. */
final class GateEnd {

    private GateEnd() {}

    /**
     * @throws GateFailedException when it decided no
     * @throws TerminalException when it could not decide; neither when onFail is warn
     */
    static E2eGateResult of(E2eGateResult result, EngineContext context) {
        DeliveryLog log = context.log();
        E2eGateRequest gate = result.gate();
        result.allNotes().forEach(note -> log.warn("Gate " + gate.name() + ": " + note));
        result.suites().stream()
                .filter(suite -> suite.tests() != null)
                .flatMap(suite -> suite.tests().flakes().stream())
                .forEach(flake ->
                        log.warn("Flaky: " + flake.test() + " " + flake.why() + "; it had said: " + flake.message()));
        GateReport report = new GateReport(result);
        context.attach(GateReport.name(gate) + ".md", report.markdown());
        context.attach(GateReport.name(gate) + ".html", report.html());
        if (result.verdict() == GateVerdict.UNDECIDED) {
            log.info(result.message());
            return result;
        }
        return GateResult.conclude(result, gate.onFail(), GateDecision.advice(result), context);
    }

    static E2eGateResult dryRun(E2eGateRequest request, EngineContext context) {
        String what = "would wait for " + request.where() + ", ask "
                + request.urlChecks().stream().map(UrlCheck::name).toList() + " and judge "
                + request.allSuites().stream().map(Suite::name).toList();
        context.log().info("Dry run: gate " + request.name() + " " + what + ".");
        return new E2eGateResult(
                request,
                GateVerdict.ERRORED,
                "dry run: nothing was checked",
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO);
    }
}
