package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import java.util.ArrayList;
import java.util.List;

/** Parameters of {@code quarantine}. */
public record QuarantineRequest(
        @Parameter(help = "Service whose version is banned or freed.", required = true)
        String service,

        @Parameter(help = "Version to ban or to free; without it the step only lists what is banned.")
        String version,

        @Parameter(help = "Digest of the image, sha256:…; it is banned under every version.")
        String digest,

        @Parameter(help = "Environment where the version showed to be bad; for the record.")
        String env,

        @Parameter(help = "Whether the ban ends instead of beginning.")
        boolean lift,

        @Parameter(help = "Why; needed to ban and to free.") String reason,

        @Parameter(help = GitOpsHelp.URL, required = true) String gitops,

        @Parameter(help = GitOpsHelp.BRANCH) String branch,

        @Parameter(help = GitOpsHelp.CREDENTIALS) String credentialsId,

        @Parameter(help = GitOpsHelp.SIGNING) String signingCredentialsId,

        @Parameter(help = GitOpsHelp.RECORDED) PromotionMode mode,

        @Parameter(help = "URL or name of the run, for the ledger; BUILD_URL when absent.")
        String run,

        @Parameter(help = "Who decided, for the ledger.") String approver)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem */
    public QuarantineRequest {
        List<String> problems = new ArrayList<>();
        PromoteChecks.name("service", service, problems);
        PromoteChecks.name("env", env, problems);
        PromoteChecks.version("version", version, problems);
        PromoteChecks.digest("digest", digest, problems);
        GitUrl.problem("gitops", gitops).ifPresent(problems::add);
        if (version == null && (lift || digest != null)) {
            problems.add("version is required to ban or to free one");
        }
        if (version != null && (reason == null || reason.isBlank())) {
            problems.add("reason is required: the next person has to know why");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("quarantine", problems);
        }
    }
}
