package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.tool.ToolEnding;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Applies what was reviewed and nothing else. Where the plan's file still lies in the workspace, it has to be that file; where the
 * workspace is another one by now, a new plan is made, which has to come to the same.
 */
final class Applying {

    private static final int TAIL = 15;

    private final TerraformChecksRequest request;
    private final Terraform terraform;
    private final Planning planning;
    private final EngineContext context;

    Applying(TerraformChecksRequest request, Terraform terraform, EngineContext context) {
        this.request = request;
        this.terraform = terraform;
        this.planning = new Planning(request, terraform, context);
        this.context = context;
    }

    /**
     * What was done.
     *
     * @param plans with what was applied
     * @param report passed, or failed when something else would have been done than what was reviewed
     */
    record Outcome(List<PlanReport> plans, CheckReport report) {}

    /** Nothing is applied before every plan is known to be the reviewed one. */
    Outcome run() throws InterruptedException {
        List<PlanReport> plans = new ArrayList<>();
        List<TerraformFinding> differing = new ArrayList<>();
        for (Map<String, Object> reviewed : request.reviewed()) {
            PlanReport plan = plan(reviewed, differing);
            plans.add(plan);
            if (!plan.digest().equals(reviewed.get("digest"))) {
                differing.add(
                        difference(plan, "would be done by now, and that is not what was reviewed: " + plan.text()));
            }
        }
        if (!differing.isEmpty()) {
            return new Outcome(
                    plans,
                    new CheckReport(
                            TerraformCheck.PLAN,
                            GateVerdict.FAILED,
                            "nothing was applied, as it is not what was reviewed; plan again and have that reviewed",
                            differing));
        }
        CheckReport judged = planning.judge(plans);
        if (judged.verdict() != GateVerdict.PASSED) {
            return new Outcome(plans, judged);
        }
        List<PlanReport> done = new ArrayList<>();
        for (PlanReport plan : plans) {
            done.add(apply(plan));
        }
        return new Outcome(done, new CheckReport(TerraformCheck.PLAN, GateVerdict.PASSED, judged.message(), List.of()));
    }

    private PlanReport plan(Map<String, Object> reviewed, List<TerraformFinding> differing)
            throws InterruptedException {
        String root = (String) reviewed.get("root");
        if (!Files.isRegularFile(planning.file(root))) {
            context.log().info("The plan of " + root + " is not in this workspace, so it is made again and compared.");
            return planning.plan(root);
        }
        planning.prepare(root);
        PlanReport plan = planning.read(root);
        if (reviewed.get("fileDigest") != null && !plan.fileDigest().equals(reviewed.get("fileDigest"))) {
            differing.add(difference(plan, "the file of the plan was changed since it was reviewed"));
        }
        return plan;
    }

    private static TerraformFinding difference(PlanReport plan, String message) {
        return new TerraformFinding(TerraformCheck.PLAN, "reviewed", TerraformSeverity.ERROR, plan.root(), 0, message);
    }

    private PlanReport apply(PlanReport plan) throws InterruptedException {
        String root = plan.root();
        if (plan.nothing()) {
            remove(root);
            return plan.done();
        }
        if (context.dryRun()) {
            context.log().info("Dry run: would apply " + root + ": " + plan.text() + ".");
            return plan;
        }
        context.log()
                .info("Applying " + root + ": " + plan.text()
                        + (request.approver() == null ? "." : ", approved by " + request.approver() + "."));
        ToolEnding ending = terraform.call(
                root,
                null,
                List.of(
                        "apply",
                        "-input=false",
                        "-no-color",
                        terraform.lockTimeout(),
                        planning.file(root).toString()));
        if (ending.exit() != 0) {
            throw failed(root, ending);
        }
        remove(root);
        return plan.done();
    }

    private RuntimeException failed(String root, ToolEnding ending) throws InterruptedException {
        if (ending.messages().contains("Saved plan is stale")) {
            remove(root);
            return new TerminalException(
                    "The plan of " + root + " was not applied: the state has changed since it was made.",
                    "Plan again and have that reviewed.");
        }
        if (ending.messages().contains("rror acquiring the state lock")) {
            return terraform.failure("Nothing was applied in " + root, ending);
        }
        remove(root);
        // Providers and provisioners quote values in their errors, also those that nobody knew before they were made.
        terraform.show(root, null);
        return new TerminalException(
                "terraform apply failed in " + root + ", maybe half-way; what it did is in the state:\n"
                        + context.redactor().redact(ending.tail(TAIL)),
                "Correct the reason, plan again and have that reviewed.");
    }

    /** A plan is good for once. */
    private void remove(String root) {
        try {
            Files.deleteIfExists(planning.file(root));
        } catch (IOException e) {
            context.log().warn("The plan of " + root + " cannot be deleted (" + e.getMessage() + ").");
        }
    }
}
