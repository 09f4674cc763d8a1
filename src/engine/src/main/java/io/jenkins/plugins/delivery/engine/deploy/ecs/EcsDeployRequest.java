package io.jenkins.plugins.delivery.engine.deploy.ecs;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.deploy.DeployChecks;
import io.jenkins.plugins.delivery.engine.deploy.DeployRequest;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameters of {@code ecsDeploy}. */
public record EcsDeployRequest(
        @Parameter(help = "Environment to deploy to, for example stage.", required = true)
        String env,

        @Parameter(help = "Service that is deployed.", required = true)
        String service,

        @Parameter(help = "Version to deploy; needed unless restore is given.")
        String version,

        @Parameter(
                help =
                        "Digest of the image, sha256:…; the task definition names it, so that no moved tag changes what runs.")
        String digest,

        @Parameter(help = "Commit that was built, for the ledger.")
        String commit,

        @Parameter(help = "Name or ARN of the ECS cluster, a template such as ${env}.")
        String cluster,

        @Parameter(help = "Name of the ECS service, a template such as ${service}-${env}.")
        String ecsService,

        @Parameter(
                help =
                        "Container of the task definition whose image is replaced; found by its image or name when absent.")
        String container,

        @Parameter(
                help =
                        "Repository of the image, host/name without a tag; the one that the container has now when absent.")
        String image,

        @Parameter(help = "AWS region; that of the machine when absent.")
        String region,

        @Parameter(help = "Address of the ECS API, when it is not that of AWS.")
        String endpoint,

        @Parameter(help = "Role to assume.") String roleArn,

        @Parameter(help = "Credentials of AWS: access key id and secret access key, or an OIDC token for the role.")
        String credentialsId,

        @Parameter(help = "How long to wait for the steady state.")
        Duration timeout,

        @Parameter(help = "How long the service has to stay steady.")
        Duration stableFor,

        @Parameter(
                help =
                        "What to do when the version does not become steady: auto puts the last good revision back, ask leaves that to a person, off leaves everything.")
        RollbackMode rollback,

        @Parameter(help = "Task definition revision of an earlier deployment to undo instead, as payments:42.")
        String restore,

        @Parameter(help = "URL of the GitOps repository that has the ledger; no ledger when absent.")
        String gitops,

        @Parameter(help = "Branch of the GitOps repository.")
        String branch,

        @Parameter(help = "Credentials of the GitOps repository.")
        String gitopsCredentialsId,

        @Parameter(help = "Private key that signs the commits in the GitOps repository.")
        String signingCredentialsId,

        @Parameter(help = "URL or name of the run, for the ledger; BUILD_URL when absent.")
        String run,

        @Parameter(help = "Digest of the proof, evidenceRecord's digest, for the ledger.")
        String evidence,

        @Parameter(help = "Verdict of the scan, evidenceRecord's scan, for the ledger.")
        String scan,

        @Parameter(help = "Who approved, for the ledger.") String approver,

        @Parameter(help = "Who set a freeze aside and why, promotionTurn's override, for the ledger.")
        String override,

        @Parameter(help = "Why, for the ledger.") String reason)
        implements DeployRequest {

    public EcsDeployRequest {
        List<String> problems = new ArrayList<>();
        DeployChecks.subject(env, service, version, restore, problems);
        DeployChecks.ledger(digest, commit, evidence, gitops, problems);
        DeployChecks.matches(
                "restore",
                restore,
                "(arn:\\S+/)?[A-Za-z0-9_-]+:[0-9]{1,9}",
                "a revision, for example payments:42",
                problems);
        DeployChecks.matches("image", image, "[^@\\s]+", "a repository, host/name", problems);
        if (image != null && image.lastIndexOf(':') > image.lastIndexOf('/')) {
            problems.add(
                    "image '" + image + "' has a tag; name the repository, the version comes from digest or version");
        }
        problems.addAll(new AwsSettings(region, null, roleArn, endpoint).problems());
        DeployChecks.positive("timeout", timeout, problems);
        DeployChecks.expand("ecsService", ecsService, variables(env, service), problems);
        DeployChecks.expand("cluster", cluster, variables(env, service), problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException("ecsDeploy", problems);
        }
    }

    private static Map<String, String> variables(String env, String service) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("env", env);
        variables.put("service", service);
        return variables;
    }

    /** Name of the cluster. */
    String clusterName() {
        return Template.expand(cluster, variables(env, service));
    }

    /** Name of the service in the cluster. */
    String serviceName() {
        return Template.expand(ecsService, variables(env, service));
    }

    /** The image reference to run: by digest where it is known. */
    String reference(String repository) {
        // An OCI tag may not contain a plus sign (distribution specification, "Pulling manifests").
        return digest == null ? repository + ":" + version.replace('+', '_') : repository + "@" + digest;
    }

    /** The account, with the credential as it is now. */
    EcrAccount account(EngineContext context) {
        return new EcrAccount(
                region, null, endpoint, Optional.ofNullable(credentialsId).map(context::credential), roleArn);
    }
}
