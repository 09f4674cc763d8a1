package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.OperationResult;
import io.jenkins.plugins.delivery.engine.gate.GateVerdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verdict of {@code terraformChecks}.
 *
 * @param name of the gate
 * @param verdict of all checks
 * @param message a sentence
 * @param changed whether Terraform files have changed; true when that could not be told
 * @param checks what each came to
 * @param plans what each root module would change, or changed
 * @param summary for a pull request: plain text of a few lines
 * @param took from start to end
 */
public record TerraformChecksResult(
        String name,
        GateVerdict verdict,
        String message,
        boolean changed,
        List<CheckReport> checks,
        List<PlanReport> plans,
        String summary,
        Duration took)
        implements OperationResult {

    /** More are in the attachment; the result is kept in the saved state of a run. */
    private static final int MOST_FINDINGS = 30;

    public TerraformChecksResult {
        checks = List.copyOf(checks);
        plans = List.copyOf(plans);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", verdict.text());
        map.put("name", name);
        map.put("message", message);
        map.put("changed", changed);
        map.put("checks", checks.stream().map(CheckReport::toMap).toList());
        List<TerraformFinding> findings =
                checks.stream().flatMap(check -> check.findings().stream()).toList();
        map.put(
                "findings",
                findings.stream()
                        .limit(MOST_FINDINGS)
                        .map(TerraformFinding::toMap)
                        .toList());
        map.put("count", findings.size());
        map.put("changes", plans.stream().mapToInt(PlanReport::size).sum());
        map.put("plans", plans.stream().map(PlanReport::toMap).toList());
        map.put("summary", summary);
        map.put("seconds", took.toSeconds());
        return map;
    }
}
