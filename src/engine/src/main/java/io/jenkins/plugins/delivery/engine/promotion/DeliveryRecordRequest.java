package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Parameters of {@code deliveryRecord}. */
public record DeliveryRecordRequest(
        @Parameter(help = "What was decided: approve, reject, skip.", required = true)
        RecordedAction action,

        @Parameter(help = "Environment that it is about.", required = true)
        String env,

        @Parameter(help = "Service that it is about.", required = true)
        String service,

        @Parameter(help = "Version that it is about.") String version,
        @Parameter(help = "Digest of the image.") String digest,

        @Parameter(help = "Commit that the version was built from.")
        String commit,

        @Parameter(help = "Digest of the proof that the decision was based on, evidenceRecord's digest.")
        String evidence,

        @Parameter(
                help =
                        "The person who decided; needed to approve and to reject. What a person left out is a rejection.")
        String approver,

        @Parameter(help = "Why; needed to skip.") String reason,

        @Parameter(help = GitOpsHelp.URL, required = true) String gitops,

        @Parameter(help = GitOpsHelp.BRANCH) String branch,

        @Parameter(help = GitOpsHelp.CREDENTIALS) String credentialsId,

        @Parameter(help = "Private key that signs the commit.")
        String signingCredentialsId,

        @Parameter(help = GitOpsHelp.RECORDED) PromotionMode mode,

        @Parameter(help = "URL or name of the run; BUILD_URL when absent.")
        String run)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem */
    public DeliveryRecordRequest {
        commit = PromoteChecks.lower(commit);
        List<String> problems = new ArrayList<>();
        PromoteChecks.name("env", env, problems);
        PromoteChecks.name("service", service, problems);
        PromoteChecks.version("version", version, problems);
        PromoteChecks.digest("digest", digest, problems);
        PromoteChecks.digest("evidence", evidence, problems);
        PromoteChecks.commit("commit", commit, problems);
        if (action == RecordedAction.SKIP && reason == null) {
            problems.add("reason is required to skip: why nothing is promoted");
        }
        if (action != null && action != RecordedAction.SKIP && approver == null) {
            problems.add("approver is required to " + action.action().text() + ": the person who decided");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("deliveryRecord", problems);
        }
    }
}
