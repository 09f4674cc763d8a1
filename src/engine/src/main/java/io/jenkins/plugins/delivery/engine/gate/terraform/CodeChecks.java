package io.jenkins.plugins.delivery.engine.gate.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import io.jenkins.plugins.delivery.engine.gate.tool.ToolEnding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Terraform itself says of the code, without the state and without the right to anything. */
final class CodeChecks {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code terraform fmt -check}: some files are not formatted. */
    private static final int NOT_FORMATTED = 3;

    private static final int TAIL = 8;

    private final Terraform terraform;
    private final EngineContext context;

    CodeChecks(Terraform terraform, EngineContext context) {
        this.terraform = terraform;
        this.context = context;
    }

    CheckReport fmt() throws InterruptedException {
        ToolEnding ending =
                terraform.call(".", null, List.of("fmt", "-check", "-recursive", "-list=true", "-no-color", "."));
        if (ending.exit() == 0) {
            return new CheckReport(TerraformCheck.FMT, GateVerdict.PASSED, "every file is formatted", List.of());
        }
        List<TerraformFinding> findings = new ArrayList<>();
        ending.output()
                .lines()
                .map(String::strip)
                .filter(line -> line.endsWith(".tf")
                        || line.endsWith(".tfvars")
                        || line.endsWith(".hcl")
                        || line.endsWith(".tofu"))
                .forEach(file -> findings.add(new TerraformFinding(
                        TerraformCheck.FMT,
                        "fmt",
                        TerraformSeverity.ERROR,
                        file.replace('\\', '/'),
                        0,
                        "is not formatted")));
        if (ending.exit() != NOT_FORMATTED) {
            // What cannot be parsed cannot be formatted; where that is, only the words tell.
            findings.add(
                    new TerraformFinding(TerraformCheck.FMT, "fmt", TerraformSeverity.ERROR, "", 0, ending.tail(TAIL)));
        }
        return new CheckReport(
                TerraformCheck.FMT,
                GateVerdict.FAILED,
                (findings.size() == 1 ? "a file is" : findings.size() + " files are")
                        + " not as terraform fmt writes it; run terraform fmt -recursive",
                findings);
    }

    CheckReport validate(List<String> roots) throws InterruptedException {
        List<TerraformFinding> findings = new ArrayList<>();
        for (int i = 0; i < roots.size(); i++) {
            String root = roots.get(i);
            Path data = terraform.dataDirectory(i);
            ToolEnding init = terraform.init(root, data, false);
            ToolEnding ending = terraform.call(root, data, List.of("validate", "-json", "-no-color"));
            JsonNode answer = json(ending);
            if (init.exit() != 0 && (answer == null || answer.path("valid").asBoolean())) {
                return CheckReport.errored(
                        TerraformCheck.VALIDATE,
                        "terraform init failed in " + root + ": "
                                + init.tail(TAIL).replace("\n", " "));
            }
            if (answer == null) {
                return CheckReport.errored(
                        TerraformCheck.VALIDATE,
                        "terraform validate failed in " + root + ": "
                                + ending.tail(TAIL).replace("\n", " "));
            }
            List<TerraformFinding> found = new ArrayList<>();
            answer.path("diagnostics").forEach(diagnostic -> found.add(finding(root, diagnostic)));
            boolean unready = init.exit() != 0 && found.stream().allMatch(CodeChecks::wantsInit);
            if (unready) {
                return CheckReport.errored(
                        TerraformCheck.VALIDATE,
                        "terraform init failed in " + root + ": "
                                + init.tail(TAIL).replace("\n", " "));
            }
            findings.addAll(found);
        }
        long errors = findings.stream()
                .filter(finding -> finding.severity() == TerraformSeverity.ERROR)
                .count();
        return errors == 0
                ? new CheckReport(
                        TerraformCheck.VALIDATE,
                        GateVerdict.PASSED,
                        roots.size() + (roots.size() == 1 ? " root module is" : " root modules are") + " valid",
                        findings)
                : new CheckReport(
                        TerraformCheck.VALIDATE,
                        GateVerdict.FAILED,
                        errors
                                + (errors == 1 ? " error: " : " errors, first ")
                                + findings.stream()
                                        .filter(finding -> finding.severity() == TerraformSeverity.ERROR)
                                        .findFirst()
                                        .orElseThrow(),
                        findings);
    }

    /** Without its providers and modules Terraform cannot tell whether the code is valid; that is no fault of the code. */
    private static boolean wantsInit(TerraformFinding finding) {
        return finding.message().contains("terraform init") || finding.message().contains("tofu init");
    }

    private TerraformFinding finding(String root, JsonNode diagnostic) {
        JsonNode range = diagnostic.path("range");
        String file = range.path("filename").asText();
        String detail = diagnostic.path("detail").asText();
        return new TerraformFinding(
                TerraformCheck.VALIDATE,
                "validate",
                TerraformSeverity.of(diagnostic.path("severity").asText()),
                file.isEmpty() ? "" : place(context, root, file),
                range.path("start").path("line").asInt(),
                diagnostic.path("summary").asText() + (detail.isEmpty() ? "" : ": " + detail));
    }

    /** A file that a program names from a root module, from the workspace. */
    static String place(EngineContext context, String root, String file) {
        return WorkspacePath.text(
                context.workDir(), context.workDir().resolve(root).resolve(file));
    }

    private static JsonNode json(ToolEnding ending) {
        try {
            int begin = ending.output().indexOf('{');
            JsonNode answer = begin < 0 ? null : JSON.readTree(ending.output().substring(begin));
            return answer != null && answer.has("valid") ? answer : null;
        } catch (JsonProcessingException e) {
            throw new TerminalException(
                    "terraform validate gave an answer that is no JSON (" + e.getOriginalMessage() + ").",
                    "Check which program terraform is.",
                    e);
        }
    }
}
