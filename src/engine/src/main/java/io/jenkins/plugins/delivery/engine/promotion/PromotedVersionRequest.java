package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Parameters of {@code promotedVersion}. */
public record PromotedVersionRequest(
        @Parameter(help = "Environment to look at.", required = true)
        String env,

        @Parameter(help = "Service to look for.", required = true)
        String service,

        @Parameter(help = GitOpsHelp.URL) String gitops,

        @Parameter(help = GitOpsHelp.BRANCH) String branch,

        @Parameter(help = GitOpsHelp.CREDENTIALS) String credentialsId)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem */
    public PromotedVersionRequest {
        List<String> problems = new ArrayList<>();
        PromoteChecks.name("env", env, problems);
        PromoteChecks.name("service", service, problems);
        if (gitops == null) {
            problems.add("gitops is required: the URL of the GitOps repository");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("promotedVersion", problems);
        }
    }
}
