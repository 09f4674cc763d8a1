package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.gate.OnFail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parameters of {@code terraformChecks}. */
public record TerraformChecksRequest(
        @Parameter(help = "Name of the gate, for messages.") String name,

        @Parameter(
                help =
                        "How far to go: check reads the code, plan also says what it would change, apply does what was planned and reviewed.")
        TerraformAction action,

        @Parameter(
                help =
                        "Root modules, as directories of the workspace; when absent every directory with *.tf that no other one uses as a module.")
        List<String> roots,

        @Parameter(help = "What is asked of the code: fmt, validate, tflint, checkov.")
        List<String> checks,

        @Parameter(help = "Whether nothing is done when no Terraform file has changed.")
        boolean onlyChanged,

        @Parameter(
                help =
                        "Commit or branch that changes are counted from; the target of the pull request when absent, else the last successful build, else the commit before.")
        String changedSince,

        @Parameter(help = "Terraform's program: auto (terraform, else tofu), a name or a path.")
        String terraform,

        @Parameter(help = "TFLint's program: a name or a path.")
        String tflint,

        @Parameter(help = "Checkov's program: a name or a path.")
        String checkov,

        @Parameter(help = "Severity from which a finding of TFLint fails the gate: notice, warning, error.")
        TerraformSeverity failOn,

        @Parameter(help = "How many findings of Checkov are tolerated.")
        int maxFindings,

        @Parameter(
                help =
                        "YAML file of the workspace with accepted findings, if there is one: id, path (a pattern, optional), reason, owner, expires.")
        String allowList,

        @Parameter(help = "Directory of the workspace for the reports: SARIF and JUnit.")
        String reports,

        @Parameter(help = "Files of variables, from the root module.")
        List<String> varFiles,

        @Parameter(help = "Variables: name to value; they travel in the environment.")
        Map<String, Object> vars,

        @Parameter(help = "Settings of the backend: name to value.")
        Map<String, Object> backendConfig,

        @Parameter(help = "Terraform workspace to select; the default one when absent.")
        String workspace,

        @Parameter(help = "Names of variables of the run that Terraform gets; a star at the end stands for any ending.")
        List<String> environment,

        @Parameter(help = "Whether everything is to be destroyed instead of brought about.")
        boolean destroy,

        @Parameter(
                help =
                        "Addresses of resources, as patterns, that a plan may destroy or replace; any other destruction is refused.")
        List<String> allowDestroy,

        @Parameter(help = "For apply: the plans that were reviewed, as the step with action: plan gave them back.")
        List<Map<String, Object>> reviewed,

        @Parameter(help = "Who approved, for the log.") String approver,

        @Parameter(help = "How long to wait for a state that somebody else has locked.")
        Duration lockTimeout,

        @Parameter(help = "How long one call of a program may take.")
        Duration timeout,

        @Parameter(help = "What a verdict that is not passed does: fail ends the delivery, warn goes on.")
        OnFail onFail)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem */
    public TerraformChecksRequest {
        List<String> problems = new ArrayList<>();
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        backendConfig = Collections.unmodifiableMap(new LinkedHashMap<>(backendConfig));
        vars.forEach((key, value) -> name("vars", key, value, problems));
        backendConfig.forEach((key, value) -> name("backendConfig", key, value, problems));
        for (String check : checks) {
            if (!List.of("fmt", "validate", "tflint", "checkov").contains(check)) {
                problems.add("checks: '" + check + "' is not one of fmt, validate, tflint, checkov");
            }
        }
        if (maxFindings < 0) {
            problems.add("maxFindings must not be negative");
        }
        if (workspace != null && !workspace.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,89}")) {
            problems.add(
                    "workspace '" + workspace + "' is not a name of letters, digits, dots, dashes and underscores");
        }
        for (String variable : environment) {
            if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*\\*?")) {
                problems.add(
                        "environment: '" + variable + "' is not a variable, nor the beginning of some with a star");
            }
        }
        positive("lockTimeout", lockTimeout, problems);
        positive("timeout", timeout, problems);
        if (action == TerraformAction.APPLY && reviewed.isEmpty()) {
            problems.add("reviewed is required with action: 'apply': the plans of the step that planned");
        }
        for (Map<String, Object> plan : reviewed) {
            if (!(plan.get("root") instanceof String)
                    || !String.valueOf(plan.get("digest")).matches("sha256:[0-9a-f]{64}")) {
                problems.add("reviewed: each needs root and digest, as action: 'plan' gave them back in plans");
                break;
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(TerraformChecks.STEP, problems);
        }
    }

    /** What is asked of the code, in order. */
    List<TerraformCheck> asked() {
        return checks.stream()
                .map(check -> TerraformCheck.valueOf(check.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static void name(String field, String key, Object value, List<String> problems) {
        if (!key.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
            problems.add(field + ": '" + key + "' is not a name");
        } else if (value == null || value instanceof Map || value instanceof List) {
            problems.add(field + ": '" + key + "' needs a single value");
        }
    }

    private static void positive(String field, Duration value, List<String> problems) {
        if (value != null && (value.isNegative() || value.isZero())) {
            problems.add(field + " must be longer than nothing");
        }
    }
}
