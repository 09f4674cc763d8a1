package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.GateFailedException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.OnFail;
import io.jenkins.plugins.delivery.engine.gate.tool.ReportFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The step {@code terraformChecks}: reads the Terraform code of the workspace when it has changed, says what it would change, and applies
 * what was reviewed. Where a program is missing or cannot read the code, the gate could not decide and stops the delivery as a failure
 * does.
 */
public final class TerraformChecks implements Operation<TerraformChecksRequest, TerraformChecksResult> {

    static final String STEP = "terraformChecks";

    @Override
    public boolean usesWorkspace(TerraformChecksRequest request) {
        return true;
    }

    @Override
    public TerraformChecksResult run(TerraformChecksRequest request, EngineContext context)
            throws InterruptedException {
        Instant began = context.clock().instant();
        TerraformFiles files = new TerraformFiles(request, context);
        boolean applies = request.action() == TerraformAction.APPLY;
        if (!applies) {
            ReportFiles earlier = new ReportFiles(request.reports(), context);
            List.of(TflintCheck.SARIF, CheckovCheck.SARIF, CheckovCheck.JUNIT).forEach(earlier::forget);
        }
        Optional<List<String>> changed = request.onlyChanged() && !applies ? files.changed() : Optional.empty();
        if (changed.filter(List::isEmpty).isPresent()) {
            return nothing(request, "no Terraform code has changed", false, context);
        }
        List<String> roots = applies ? List.of() : files.roots();
        if (roots.isEmpty() && !applies) {
            return nothing(request, "there is no Terraform code in the workspace", changed.isPresent(), context);
        }
        List<CheckReport> reports = new ArrayList<>();
        List<PlanReport> plans = new ArrayList<>();
        try (Terraform terraform = Terraform.open(request, context)) {
            if (applies) {
                Applying.Outcome outcome = new Applying(request, terraform, context).run();
                plans.addAll(outcome.plans());
                reports.add(outcome.report());
            } else {
                check(request, terraform, roots, reports, context);
                plan(request, terraform, roots, reports, plans, context);
            }
        }
        return end(
                request, reports, plans, Duration.between(began, context.clock().instant()), context);
    }

    private static TerraformChecksResult nothing(
            TerraformChecksRequest request, String why, boolean changed, EngineContext context) {
        String message = subject(request) + " passed: " + why + ".";
        context.log().info(message);
        return new TerraformChecksResult(
                request.name(), GateVerdict.PASSED, message, changed, List.of(), List.of(), "", Duration.ZERO);
    }

    private static void check(
            TerraformChecksRequest request,
            Terraform terraform,
            List<String> roots,
            List<CheckReport> reports,
            EngineContext context)
            throws InterruptedException {
        Accepted accepted = Accepted.of(request.allowList(), context);
        ReportFiles kept = new ReportFiles(request.reports(), context);
        CodeChecks code = new CodeChecks(terraform, context);
        for (TerraformCheck check : request.asked()) {
            reports.add(attempt(check, context, () -> switch (check) {
                case FMT -> code.fmt();
                case VALIDATE -> code.validate(roots);
                case TFLINT -> new TflintCheck(request, accepted, kept, context).run();
                case CHECKOV -> new CheckovCheck(request, accepted, kept, context).run();
                case PLAN -> throw new IllegalStateException("a plan is no check of the code");
            }));
        }
        accepted.warnings().forEach(context.log()::warn);
    }

    /** Without sense there is no plan. */
    private static void plan(
            TerraformChecksRequest request,
            Terraform terraform,
            List<String> roots,
            List<CheckReport> reports,
            List<PlanReport> plans,
            EngineContext context)
            throws InterruptedException {
        boolean senseless = reports.stream()
                .anyMatch(
                        report -> report.check() == TerraformCheck.VALIDATE && report.verdict() != GateVerdict.PASSED);
        if (request.action() != TerraformAction.PLAN || senseless) {
            return;
        }
        Planning planning = new Planning(request, terraform, context);
        reports.add(attempt(TerraformCheck.PLAN, context, () -> {
            for (String root : roots) {
                plans.add(planning.plan(root));
            }
            return planning.judge(plans);
        }));
    }

    /** One check. */
    @FunctionalInterface
    private interface Check {
        CheckReport run() throws InterruptedException;
    }

    /** A check that cannot be made keeps nobody from hearing of the others. */
    private static CheckReport attempt(TerraformCheck name, EngineContext context, Check check)
            throws InterruptedException {
        CheckReport report;
        try {
            report = check.run();
        } catch (InvalidInputException e) {
            throw e;
        } catch (DeliveryException e) {
            report = CheckReport.errored(name, e.getMessage().strip().replaceFirst("\\.$", ""));
        }
        context.log().info(name.text() + ": " + report.verdict().text() + ", " + report.message() + ".");
        return report;
    }

    private static TerraformChecksResult end(
            TerraformChecksRequest request,
            List<CheckReport> reports,
            List<PlanReport> plans,
            Duration took,
            EngineContext context) {
        TerraformSummary summary = new TerraformSummary(reports, plans);
        GateVerdict verdict = summary.verdict();
        String message = message(request, verdict, reports);
        context.attach("delivery/" + request.name() + ".md", context.redactor().redact(summary.page(message)));
        TerraformChecksResult result =
                new TerraformChecksResult(request.name(), verdict, message, true, reports, plans, summary.text(), took);
        if (verdict == GateVerdict.PASSED) {
            context.log().info(message);
            return result;
        }
        if (request.onFail() == OnFail.WARN && request.action() != TerraformAction.APPLY) {
            context.log().warn(message + " The delivery goes on because onFail is warn.");
            return result;
        }
        throw verdict == GateVerdict.FAILED
                ? new GateFailedException(
                        message, "Correct the code, or accept the finding where the code is right.", result.toMap())
                : new TerminalException(message, "This is no verdict on the code: check the agent and its programs.");
    }

    private static String message(TerraformChecksRequest request, GateVerdict verdict, List<CheckReport> reports) {
        String word = verdict == GateVerdict.ERRORED ? "could not decide" : verdict.text();
        List<String> parts = reports.stream()
                .filter(report -> report.verdict() == verdict)
                .map(report -> report.check().text() + ": " + report.message())
                .toList();
        return subject(request) + " " + word + ": " + String.join("; ", parts) + ".";
    }

    private static String subject(TerraformChecksRequest request) {
        return "Gate " + request.name();
    }
}
