package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters of {@code approvalEvidence}. */
public record ApprovalEvidenceRequest(
        @Parameter(help = "Environment that the approval is for.", required = true)
        String env,

        @Parameter(help = "Service that is to be promoted.", required = true)
        String service,

        @Parameter(help = "Version that is to be promoted.", required = true)
        String version,

        @Parameter(help = "The question; made from service, version and environment when absent.")
        String question,

        @Parameter(help = "Digest of the image.") String digest,
        @Parameter(help = "Version of the chart.") String chartVersion,

        @Parameter(help = "Commit that the version was built from.")
        String commit,

        @Parameter(help = "Who wrote the commit.") String author,
        @Parameter(help = "Why it is this version.") String reason,

        @Parameter(help = "What changed since the previous release, as semverTag tells it.")
        String changelog,

        @Parameter(help = "How the version relates to the release candidate that was tested, as deliveryPlan tells it.")
        String candidate,

        @Parameter(help = "What gates have decided so far: name to a verdict, a sentence, or counts.")
        Map<String, Object> gates,

        @Parameter(help = "What is proved of the version: the lines of evidenceRecord.")
        List<String> evidence,

        @Parameter(help = "URL of the GitOps repository; without it nothing is said of what runs there now.")
        String gitops,

        @Parameter(help = "Branch of the GitOps repository; main when absent.")
        String branch,

        @Parameter(help = GitOpsHelp.CREDENTIALS) String credentialsId,

        @Parameter(help = "File that the promotion will edit, a template as in argoPromote.")
        String file,

        @Parameter(help = "Values that the promotion will set; the first is the one that tells the version.")
        Map<String, Object> set,

        @Parameter(help = "Environment whose state is told as well: the one that was passed before.")
        String after,

        @Parameter(help = "URL of the run.") String run)
        implements OperationRequest {

    /** @throws InvalidInputException with every problem */
    public ApprovalEvidenceRequest {
        List<String> problems = new ArrayList<>();
        PromoteChecks.name("env", env, problems);
        PromoteChecks.name("service", service, problems);
        PromoteChecks.name("after", after, problems);
        gates = Collections.unmodifiableMap(new LinkedHashMap<>(gates));
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
        if (gitops != null) {
            Map<String, String> variables =
                    PromoteChecks.variables(env, service, version, chartVersion, digest, commit);
            PromoteChecks.expand("file", file, variables, problems);
            if (set.isEmpty()) {
                problems.add(
                        "set is empty: name the value that tells the version, for example 'image.tag': '${ociTag}'");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("approvalEvidence", problems);
        }
    }
}
