package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.util.List;
import java.util.stream.Collectors;

/** What people read: a short text for a pull request, and a page with everything. */
final class TerraformSummary {

    private static final int FEW = 25;
    private static final int MANY = 2000;

    private final List<CheckReport> checks;
    private final List<PlanReport> plans;

    TerraformSummary(List<CheckReport> checks, List<PlanReport> plans) {
        this.checks = checks;
        this.plans = plans;
    }

    /** Plain text. */
    String text() {
        return text(FEW);
    }

    private String text(int most) {
        StringBuilder text = new StringBuilder();
        for (CheckReport check : checks) {
            text.append(check.check().text())
                    .append(": ")
                    .append(check.verdict().text())
                    .append(", ")
                    .append(check.message())
                    .append('\n');
        }
        for (PlanReport plan : plans) {
            text.append("\n")
                    .append(plan.applied() ? "Applied in " : "Plan of ")
                    .append(plan.root())
                    .append(": ")
                    .append(plan.text())
                    .append('\n');
            plan.changes().stream()
                    .limit(most)
                    .forEach(change -> text.append("  ").append(change).append('\n'));
            if (plan.changes().size() > most) {
                text.append("  … and ").append(plan.changes().size() - most).append(" more\n");
            }
        }
        return text.toString().strip();
    }

    /** Markdown; what programs said stands in blocks that nothing in it can end. */
    String page(String message) {
        String findings = checks.stream()
                .flatMap(check -> check.findings().stream())
                .limit(MANY)
                .map(finding ->
                        finding.check().text() + " " + finding.severity().text() + " " + finding)
                .collect(Collectors.joining("\n"));
        return "## Terraform\n\n" + block(message) + "\n" + block(text(MANY))
                + (findings.isEmpty() ? "" : "\n### Findings\n\n" + block(findings));
    }

    private static String block(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + "\n" + text + "\n" + fence + "\n";
    }

    /** The verdict of all: one decided no is enough, and what could not be decided is no yes. */
    GateVerdict verdict() {
        List<GateVerdict> all = checks.stream().map(CheckReport::verdict).toList();
        return all.contains(GateVerdict.FAILED)
                ? GateVerdict.FAILED
                : all.contains(GateVerdict.ERRORED) ? GateVerdict.ERRORED : GateVerdict.PASSED;
    }
}
