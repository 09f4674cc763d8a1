package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PlanAction.from;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans the gate of infrastructure as code: read and planned with every change, told in the pull request, and on the main branch
 * applied behind an approval, exactly as it was planned.
 */
final class TerraformPlanner {

    /** Section of the configuration, and name of the gate's result. */
    static final String TERRAFORM = "terraform";

    private static final String APPLY = "apply";
    private static final String APPROVAL = "approval_terraform";

    private final DeliveryConfig config;
    private final PlanSource source;
    private final ForgePlanner forge;

    TerraformPlanner(DeliveryConfig config, PlanSource source) {
        this.config = config;
        this.source = source;
        this.forge = new ForgePlanner(config, source);
    }

    /** The checks, with a plan where something is to be applied; empty where Terraform is not configured. */
    Optional<PlanStage> checks() {
        if (!config.has(TERRAFORM)) {
            return Optional.empty();
        }
        Map<String, Object> args = settings();
        if (applies()) {
            args.put("action", "plan");
        }
        List<PlanAction> actions = new ArrayList<>();
        actions.add(PlanAction.step("terraformChecks", args).as(TERRAFORM));
        forge.comment("checked", Map.of("text", from(TERRAFORM, "summary"), "topic", TERRAFORM))
                .map(comment -> comment.onlyWith(TERRAFORM + ".changes"))
                .ifPresent(actions::add);
        return Optional.of(forge.told(PlanStage.of("Terraform", actions)));
    }

    /** The approval and what it allows, on the main branch; empty where nothing is applied. */
    List<PlanBlock> apply() {
        if (!applies() || source.kind() != BranchKind.MAIN) {
            return List.of();
        }
        PlanStage approve = PlanStage.of(
                        "Approve Terraform",
                        PlanAction.step("input", question()).as(APPROVAL).onlyWith(TERRAFORM + ".changes"))
                .failingWith("The plan of Terraform was not approved: ");
        Map<String, Object> args = settings();
        args.put("action", APPLY);
        args.put("reviewed", from(TERRAFORM, "plans"));
        args.put("approver", from(APPROVAL, "approver"));
        PlanAction apply =
                PlanAction.step("terraformChecks", args).as("terraform_apply").onlyWith(TERRAFORM + ".changes");
        return List.of(
                PlanBlock.onController(null, List.of(approve)),
                PlanBlock.onAgent(PlanBlock.BUILD, null, List.of(PlanStage.of("Apply Terraform", apply))));
    }

    private boolean applies() {
        return config.section(TERRAFORM).containsKey(APPLY);
    }

    private Map<String, Object> settings() {
        Map<String, Object> args = config.section(TERRAFORM);
        args.remove(APPLY);
        return args;
    }

    private Map<String, Object> question() {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("id", "Approve-terraform");
        args.put("message", from(TERRAFORM, "summary"));
        args.put("ok", "Apply");
        if (config.section(TERRAFORM).get(APPLY) instanceof String submitters) {
            args.put("submitter", submitters);
        }
        args.put("submitterParameter", "approver");
        return args;
    }
}
