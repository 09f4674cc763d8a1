package io.jenkins.plugins.delivery.engine.gate.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.tool.ReportFiles;
import io.jenkins.plugins.delivery.engine.gate.tool.Tool;
import io.jenkins.plugins.delivery.engine.gate.tool.ToolEnding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** TFLint over all modules of the workspace: {@code tflint --recursive}, whose answer is JSON of issues and errors. */
final class TflintCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final String SARIF = "tflint.sarif";

    private static final int TAIL = 8;

    private final TerraformChecksRequest request;
    private final Accepted accepted;
    private final ReportFiles reports;
    private final EngineContext context;

    TflintCheck(TerraformChecksRequest request, Accepted accepted, ReportFiles reports, EngineContext context) {
        this.request = request;
        this.accepted = accepted;
        this.reports = reports;
        this.context = context;
    }

    CheckReport run() throws InterruptedException {
        Map<String, String> variables = RunVariables.of(request.environment(), context);
        try (Tool tflint = Tool.open(request.tflint(), context)) {
            ToolEnding init = tflint.call(List.of("--recursive", "--init"), variables, request.timeout());
            if (init.exit() != 0) {
                return CheckReport.errored(
                        TerraformCheck.TFLINT,
                        "tflint --init failed: " + init.tail(TAIL).replace("\n", " "));
            }
            ToolEnding ending =
                    tflint.call(List.of("--recursive", "--format=json", "--no-color"), variables, request.timeout());
            JsonNode answer = json(ending);
            Optional<String> error = error(answer, ending);
            if (error.isPresent()) {
                return CheckReport.errored(TerraformCheck.TFLINT, "tflint could not read the code: " + error.get());
            }
            List<TerraformFinding> findings = new ArrayList<>();
            answer.path("issues").forEach(issue -> findings.add(finding(issue)));
            if (!findings.isEmpty()) {
                ToolEnding sarif = tflint.call(
                        List.of("--recursive", "--format=sarif", "--no-color"), variables, request.timeout());
                reports.keep(SARIF, sarif.output());
            }
            return judged(accepted.without(findings));
        }
    }

    private CheckReport judged(List<TerraformFinding> findings) {
        List<TerraformFinding> grave = findings.stream()
                .filter(finding -> finding.severity().compareTo(request.failOn()) >= 0)
                .toList();
        String count = findings.size() + (findings.size() == 1 ? " finding" : " findings");
        return grave.isEmpty()
                ? new CheckReport(
                        TerraformCheck.TFLINT,
                        GateVerdict.PASSED,
                        findings.isEmpty()
                                ? "no findings"
                                : count + ", none from " + request.failOn().text() + " on",
                        findings)
                : new CheckReport(
                        TerraformCheck.TFLINT,
                        GateVerdict.FAILED,
                        grave.size() + " of " + count + " from "
                                + request.failOn().text() + " on, first " + grave.get(0),
                        findings);
    }

    private static TerraformFinding finding(JsonNode issue) {
        return new TerraformFinding(
                TerraformCheck.TFLINT,
                issue.path("rule").path("name").asText(),
                TerraformSeverity.of(issue.path("rule").path("severity").asText()),
                issue.path("range").path("filename").asText().replace('\\', '/'),
                issue.path("range").path("start").path("line").asInt(),
                issue.path("message").asText());
    }

    private static Optional<String> error(JsonNode answer, ToolEnding ending) {
        if (answer == null) {
            return Optional.of(ending.tail(TAIL).replace("\n", " "));
        }
        JsonNode first = answer.path("errors").path(0);
        return first.isMissingNode()
                ? Optional.empty()
                : Optional.of((first.path("summary").asText() + " "
                                + first.path("message").asText())
                        .strip());
    }

    private static JsonNode json(ToolEnding ending) {
        if (ending.cut()) {
            throw new TerminalException(
                    "The answer of tflint is larger than what is read of it.", "Correct the code module by module.");
        }
        try {
            JsonNode answer = JSON.readTree(ending.output());
            return answer.isObject() ? answer : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
