package io.jenkins.plugins.delivery.engine.deploy.ecs;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.deploy.DeployChecks;
import io.jenkins.plugins.delivery.engine.deploy.DeployHelp;
import io.jenkins.plugins.delivery.engine.deploy.DeployRequest;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import io.jenkins.plugins.delivery.engine.image.EcrAccount;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsHelp;
import io.jenkins.plugins.delivery.engine.promotion.PromoteChecks;
import io.jenkins.plugins.delivery.engine.promotion.PromotionMode;
import io.jenkins.plugins.delivery.engine.promotion.RollbackChoice;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameters of {@code ecsDeploy}. */
public record EcsDeployRequest(
        @Parameter(help = DeployHelp.ENV, required = true) String env,

        @Parameter(help = DeployHelp.SERVICE, required = true)
        String service,

        @Parameter(help = DeployHelp.VERSION) String version,

        @Parameter(
                help =
                        "Digest of the image, sha256:…; the task definition names it, so that no moved tag changes what runs.")
        String digest,

        @Parameter(help = DeployHelp.COMMIT) String commit,

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

        @Parameter(
                help =
                        "Address of CloudWatch Logs, from where the last lines of a task that failed come, when it is not that of AWS.")
        String logsEndpoint,

        @Parameter(help = "Role to assume.") String roleArn,

        @Parameter(help = "Credentials of AWS: access key id and secret access key, or an OIDC token for the role.")
        String credentialsId,

        @Parameter(help = "How long to wait for the steady state.")
        Duration timeout,

        @Parameter(help = "How long the service has to stay steady.")
        Duration stableFor,

        @Parameter(help = DeployHelp.ROLLBACK) RollbackMode rollback,

        @Parameter(help = DeployHelp.QUARANTINE) boolean quarantine,

        @Parameter(help = DeployHelp.MIGRATIONS) List<String> migrations,

        @Parameter(help = DeployHelp.AFTER) String after,

        @Parameter(help = DeployHelp.SAME_DIGEST) boolean sameDigest,

        @Parameter(help = DeployHelp.SOURCE) String source,

        @Parameter(help = DeployHelp.SOURCE_CREDENTIALS) String sourceCredentialsId,

        @Parameter(help = "Revision to undo instead of deploying, as payments:42; own for what this run has deployed.")
        String restore,

        @Parameter(help = DeployHelp.CHECK) boolean check,

        @Parameter(help = DeployHelp.CHOICE) RollbackChoice choice,

        @Parameter(help = DeployHelp.ABORTED) boolean aborted,

        @Parameter(help = DeployHelp.GITOPS) String gitops,

        @Parameter(help = GitOpsHelp.BRANCH) String branch,

        @Parameter(help = GitOpsHelp.CREDENTIALS) String gitopsCredentialsId,

        @Parameter(help = GitOpsHelp.SIGNING) String signingCredentialsId,

        @Parameter(help = GitOpsHelp.RECORDED) PromotionMode mode,

        @Parameter(help = DeployHelp.RUN) String run,

        @Parameter(help = DeployHelp.EVIDENCE) String evidence,

        @Parameter(help = DeployHelp.SCAN) String scan,

        @Parameter(help = DeployHelp.APPROVER) String approver,

        @Parameter(help = DeployHelp.OVERRIDE) String override,

        @Parameter(help = DeployHelp.REASON) String reason)
        implements DeployRequest {

    public EcsDeployRequest {
        commit = PromoteChecks.lower(commit);
        List<String> problems = new ArrayList<>();
        PromoteChecks.subject(env, service, version, restore, problems);
        PromoteChecks.identity(digest, commit, evidence, problems);
        DeployChecks.ledger(gitops, env, after, commit, problems);
        DeployChecks.back(
                restore,
                "(arn:\\S+/)?[A-Za-z0-9_-]+:[0-9]{1,9}",
                "a revision, for example payments:42,",
                version,
                problems);
        DeployChecks.choice(restore, check, choice, problems);
        PromoteChecks.matches("image", image, "[^@\\s]+", "a repository, host/name", problems);
        if (image != null && image.lastIndexOf(':') > image.lastIndexOf('/')) {
            problems.add(
                    "image '" + image + "' has a tag; name the repository, the version comes from digest or version");
        }
        problems.addAll(new AwsSettings(region, null, roleArn, endpoint).problems());
        PromoteChecks.matches("logsEndpoint", logsEndpoint, "https?://\\S+", "an address with http or https", problems);
        PromoteChecks.positive("timeout", timeout, problems);
        PromoteChecks.expand("ecsService", ecsService, variables(env, service), problems);
        PromoteChecks.expand("cluster", cluster, variables(env, service), problems);
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
