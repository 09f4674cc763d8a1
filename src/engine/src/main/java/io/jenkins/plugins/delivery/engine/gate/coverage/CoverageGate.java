package io.jenkins.plugins.delivery.engine.gate.coverage;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateResult;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code coverageGate}: reads the coverage reports of the workspace and decides. The build of a branch keeps its number as a Git note;
 * the build of a pull request is compared with the number of the commit where it left its target branch, or of the nearest one before
 * that has a number. Where a target has no number yet, the minimum alone decides.
 */
public final class CoverageGate implements Operation<CoverageGateRequest, CoverageGateResult> {

    private static final String CHANGE_TARGET = "CHANGE_TARGET";
    private static final String BRANCH_NAME = "BRANCH_NAME";

    /** The branch that GitHub's merge queue makes of pull requests which are about to be merged, with the branch they go to. */
    private static final Pattern MERGE_QUEUE = Pattern.compile("gh-readonly-queue/(.+)/pr-\\d+-[0-9a-f]+");

    private final CoverageNumbers.Connector connector;

    public CoverageGate(CoverageNumbers.Connector connector) {
        this.connector = connector;
    }

    @Override
    public boolean usesWorkspace(CoverageGateRequest request) {
        return true;
    }

    @Override
    public CoverageGateResult run(CoverageGateRequest request, EngineContext context) throws InterruptedException {
        if (context.dryRun()) {
            String message = "Dry run: gate " + request.name() + " would read " + request.reports() + ".";
            context.log().info(message);
            return unknown(request, message);
        }
        CoverageGateResult result;
        try {
            result = decide(request, context);
        } catch (DeliveryException e) {
            String message = "Gate " + request.name() + " could not decide: "
                    + GateResult.undecided(e, request.onFail()).orElseThrow(() -> e);
            result = unknown(request, message);
        }
        return GateResult.conclude(result, request.onFail(), CoverageDecision.advice(result), context);
    }

    private CoverageGateResult decide(CoverageGateRequest request, EngineContext context) throws InterruptedException {
        List<CoverageReport> reports = CoverageReports.read(context.workDir(), request.reports());
        Map<CoverageMetric, Coverage> counts = CoverageReport.sum(reports);
        Coverage coverage = counts.get(request.metric());
        if (coverage == null || coverage.isEmpty()) {
            throw new TerminalException(
                    "The coverage reports tell nothing of the metric "
                            + request.metric().text() + ".",
                    "Choose another metric, or check that the tests ran with coverage.");
        }
        String target = target(request, context);
        CoverageGateResult result;
        if (target == null) {
            result = CoverageDecision.of(request, figures(request, counts, null, before(request, context), reports));
            result = request.publish() ? keep(request, counts, result, context) : result;
        } else {
            Optional<KeptCoverage> there = request.compare() ? there(request, target, context) : Optional.empty();
            String compared = request.compare() ? target : null;
            result = CoverageDecision.of(request, figures(request, counts, compared, there, reports));
        }
        context.attach("delivery/coverage-" + request.name() + ".md", CoverageTable.of(result, reports));
        return result;
    }

    /** The branch that a pull request goes to, also from a merge queue; null for the build of a branch. */
    private static String target(CoverageGateRequest request, EngineContext context) {
        if (request.target() != null) {
            return request.target();
        }
        Matcher queued = MERGE_QUEUE.matcher(context.environment().getOrDefault(BRANCH_NAME, ""));
        return queued.matches() ? queued.group(1) : context.environment().get(CHANGE_TARGET);
    }

    private static CoverageFigures figures(
            CoverageGateRequest request,
            Map<CoverageMetric, Coverage> counts,
            String target,
            Optional<KeptCoverage> kept,
            List<CoverageReport> reports) {
        Optional<CoverageFigures.Earlier> earlier = kept.filter(
                        old -> old.counts().containsKey(request.metric()))
                .map(old ->
                        new CoverageFigures.Earlier(old.commit(), old.counts().get(request.metric())))
                .filter(old -> !old.coverage().isEmpty());
        return new CoverageFigures(
                request.metric(), counts.get(request.metric()), request.least(), target, earlier, reports.size());
    }

    private Optional<KeptCoverage> there(CoverageGateRequest request, String target, EngineContext context)
            throws InterruptedException {
        try (CoverageNumbers numbers = connector.open(request, context)) {
            return numbers.ofBranch(target);
        }
    }

    /** The trend of a branch decides nothing, so that it is not known does no harm. */
    private Optional<KeptCoverage> before(CoverageGateRequest request, EngineContext context)
            throws InterruptedException {
        if (!request.publish()) {
            return Optional.empty();
        }
        try (CoverageNumbers numbers = connector.open(request, context)) {
            return numbers.before();
        } catch (DeliveryException e) {
            context.log().warn("The coverage of the commit before is not known: " + e.getMessage());
            return Optional.empty();
        }
    }

    private CoverageGateResult keep(
            CoverageGateRequest request,
            Map<CoverageMetric, Coverage> counts,
            CoverageGateResult result,
            EngineContext context)
            throws InterruptedException {
        try (CoverageNumbers numbers = connector.open(request, context)) {
            numbers.keep(counts);
            return result.withPublished();
        } catch (DeliveryException e) {
            context.log()
                    .warn("Pull requests cannot be compared with this commit, because its coverage could not be kept: "
                            + e.getMessage());
            return result;
        }
    }

    private static CoverageGateResult unknown(CoverageGateRequest request, String message) {
        return new CoverageGateResult(request.name(), GateVerdict.ERRORED, message, Optional.empty(), false);
    }
}
