package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.tool.ToolEnding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes plans, and judges what they would destroy. */
final class Planning {

    /** Below {@code .terraform}, which no repository holds; the plan has secret values in it. */
    private static final String FILE = ".terraform/delivery.tfplan";

    /** {@code plan -detailed-exitcode}: there are changes. */
    private static final int CHANGES = 2;

    private final TerraformChecksRequest request;
    private final Terraform terraform;
    private final EngineContext context;

    Planning(TerraformChecksRequest request, Terraform terraform, EngineContext context) {
        this.request = request;
        this.terraform = terraform;
        this.context = context;
    }

    /** @throws io.jenkins.plugins.delivery.engine.RetryableException when the state stays locked */
    PlanReport plan(String root) throws InterruptedException {
        prepare(root);
        Path file = room(root);
        List<String> arguments = new ArrayList<>(List.of(
                "plan", "-input=false", "-no-color", "-detailed-exitcode", terraform.lockTimeout(), "-out=" + file));
        if (request.destroy()) {
            arguments.add("-destroy");
        }
        request.varFiles().forEach(name -> arguments.add("-var-file=" + name));
        ToolEnding ending = terraform.call(root, null, arguments);
        if (ending.exit() != 0 && ending.exit() != CHANGES) {
            throw terraform.failure("terraform plan failed in " + root, ending);
        }
        return read(root);
    }

    /** Without providers and modules Terraform makes no directory. */
    private Path room(String root) {
        try {
            Path file = file(root);
            Files.createDirectories(file.getParent());
            return file;
        } catch (IOException e) {
            throw new TerminalException(
                    "There is no room for the plan of " + root + " (" + e.getMessage() + ").",
                    "Check the rights and the free space of the workspace.",
                    e);
        }
    }

    /** What an apply needs besides the plan: providers, modules, the state. */
    void prepare(String root) throws InterruptedException {
        new SensitiveValues(context).ofVariables(TerraformFiles.code(context, root), terraform.variables());
        ToolEnding init = terraform.init(root, null, true);
        if (init.exit() != 0) {
            throw terraform.failure("terraform init failed in " + root, init);
        }
        if (request.workspace() != null) {
            ToolEnding select = terraform.call(
                    root, null, List.of("workspace", "select", "-no-color", "-or-create=true", request.workspace()));
            if (select.exit() != 0) {
                throw terraform.failure(
                        "The workspace " + request.workspace() + " cannot be selected in " + root, select);
            }
        }
    }

    /** Reads the plan that lies in the root module. */
    PlanReport read(String root) throws InterruptedException {
        Path file = file(root);
        ToolEnding shown = terraform.show(root, file);
        if (shown.exit() != 0) {
            throw terraform.failure("The plan of " + root + " cannot be shown", shown);
        }
        PlanJson plan = PlanJson.of(shown);
        try {
            return new PlanReport(
                    root,
                    plan.digest(),
                    WorkspacePath.text(context.workDir(), file),
                    PlanJson.digest(Files.readAllBytes(file)),
                    plan.changes(),
                    plan.outputs(),
                    false);
        } catch (IOException e) {
            throw new TerminalException(
                    "The plan of " + root + " cannot be read (" + e.getMessage() + ").", "Plan again.", e);
        }
    }

    Path file(String root) {
        return WorkspacePath.resolve(context.workDir(), root, "roots")
                .resolve(FILE)
                .toAbsolutePath();
    }

    /** What may be done; a destruction that nobody has spoken of may not. */
    CheckReport judge(List<PlanReport> plans) {
        List<TerraformFinding> findings = new ArrayList<>();
        for (PlanReport plan : plans) {
            plan.changes().stream()
                    .filter(PlanReport.Change::destroys)
                    .filter(change -> request.allowDestroy().stream()
                            .noneMatch(pattern -> AddressPattern.matches(pattern, change.address())))
                    .forEach(change -> findings.add(new TerraformFinding(
                            TerraformCheck.PLAN,
                            change.kind() == PlanReport.Kind.REPLACE ? "replace" : "destroy",
                            TerraformSeverity.ERROR,
                            plan.root(),
                            0,
                            change.address())));
        }
        if (!findings.isEmpty()) {
            return new CheckReport(
                    TerraformCheck.PLAN,
                    GateVerdict.FAILED,
                    findings.size() + (findings.size() == 1 ? " resource" : " resources")
                            + " would be destroyed or replaced that allowDestroy does not name, first "
                            + findings.get(0).message(),
                    findings);
        }
        String text = plans.size() == 1
                ? plans.get(0).text()
                : String.join(
                        "; ",
                        plans.stream()
                                .map(plan -> plan.root() + ": " + plan.text())
                                .toList());
        return new CheckReport(TerraformCheck.PLAN, GateVerdict.PASSED, text, List.of());
    }
}
