package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.util.Map;

/** Parameters of {@code deliveryPlan}. */
public record DeliveryPlanRequest(
        @Parameter(
                help = "Delivery configuration: the arguments of deliveryPipeline, with true in place of each closure.",
                required = true)
        Map<String, Object> config,

        @Parameter(help = "What the organisation sets for all services; weaker than config.")
        Map<String, Object> defaults,

        @Parameter(help = "What the host enforces; stronger than config.")
        Map<String, Object> override,

        @Parameter(help = "Plan only the promotion to this environment, whatever the branch.")
        String environment,

        @Parameter(help = "Result of semverTag, where the version is known already; else the repository is read.")
        Map<String, Object> version,

        @Parameter(help = "Branch to plan for; BRANCH_NAME of the run, else the checked-out branch when absent.")
        String branch,

        @Parameter(help = "Number of the pull request; CHANGE_ID of the run when absent.")
        String changeId,

        @Parameter(help = "Target branch of the pull request; CHANGE_TARGET of the run when absent.")
        String changeTarget)
        implements OperationRequest {}
