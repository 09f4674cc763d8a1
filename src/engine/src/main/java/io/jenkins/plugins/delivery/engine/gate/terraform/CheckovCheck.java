package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.tool.ReportFiles;
import io.jenkins.plugins.delivery.engine.gate.tool.Tool;
import io.jenkins.plugins.delivery.engine.gate.tool.ToolEnding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Checkov over the Terraform code of the workspace, with SARIF and JUnit beside the answer that is read here. */
final class CheckovCheck {

    static final String SARIF = "checkov.sarif";
    static final String JUNIT = "checkov.xml";

    private static final int TAIL = 8;

    private final TerraformChecksRequest request;
    private final Accepted accepted;
    private final ReportFiles reports;
    private final EngineContext context;

    CheckovCheck(TerraformChecksRequest request, Accepted accepted, ReportFiles reports, EngineContext context) {
        this.request = request;
        this.accepted = accepted;
        this.reports = reports;
        this.context = context;
    }

    CheckReport run() throws InterruptedException {
        Map<String, String> variables = RunVariables.of(request.environment(), context);
        variables.put("LOG_LEVEL", "ERROR");
        try (Tool checkov = Tool.open(request.checkov(), context)) {
            Path out = checkov.directory("out");
            // Rules come with the program and modules from no foreign address; a finding is judged here and not by the
            // exit code.
            ToolEnding ending = checkov.call(
                    List.of(
                            "--directory=.",
                            "--framework=terraform",
                            "--skip-download",
                            "--download-external-modules=false",
                            "--soft-fail",
                            "--quiet",
                            "--compact",
                            "--output=json",
                            "--output=sarif",
                            "--output=junitxml",
                            "--output-file-path=" + out),
                    variables,
                    request.timeout());
            Path answer = out.resolve("results_json.json");
            if (ending.exit() != 0 || !Files.isRegularFile(answer)) {
                return CheckReport.errored(
                        TerraformCheck.CHECKOV,
                        "checkov failed (exit code " + ending.exit() + "): "
                                + ending.tail(TAIL).replace("\n", " "));
            }
            reports.copy(out.resolve("results_sarif.sarif"), SARIF);
            reports.copy(out.resolve("results_junitxml.xml"), JUNIT);
            CheckovAnswer read = CheckovAnswer.read(answer);
            if (!read.unread().isEmpty()) {
                return CheckReport.errored(TerraformCheck.CHECKOV, "checkov could not read " + read.unread());
            }
            return judged(accepted.without(read.findings()));
        }
    }

    private CheckReport judged(List<TerraformFinding> findings) {
        String count = findings.size() + (findings.size() == 1 ? " finding" : " findings");
        if (findings.size() <= request.maxFindings()) {
            String of = request.maxFindings() == 0 ? "" : ", and " + request.maxFindings() + " are tolerated";
            return new CheckReport(
                    TerraformCheck.CHECKOV,
                    GateVerdict.PASSED,
                    findings.isEmpty() ? "no findings" : count + of,
                    findings);
        }
        return new CheckReport(
                TerraformCheck.CHECKOV,
                GateVerdict.FAILED,
                count + (request.maxFindings() == 0 ? "" : " where " + request.maxFindings() + " are tolerated")
                        + ", first " + findings.get(0),
                findings);
    }
}
