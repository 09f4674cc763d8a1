package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.chart.HelmChoice;
import io.jenkins.plugins.delivery.engine.deploy.DeployChecks;
import io.jenkins.plugins.delivery.engine.deploy.DeployHelp;
import io.jenkins.plugins.delivery.engine.deploy.DeployRequest;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import io.jenkins.plugins.delivery.engine.image.RegistryHelp;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsHelp;
import io.jenkins.plugins.delivery.engine.promotion.PromoteChecks;
import io.jenkins.plugins.delivery.engine.promotion.PromotionMode;
import io.jenkins.plugins.delivery.engine.promotion.RollbackChoice;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parameters of {@code helmDeploy}. */
public record HelmDeployRequest(
        @Parameter(help = DeployHelp.ENV, required = true) String env,

        @Parameter(help = DeployHelp.SERVICE, required = true)
        String service,

        @Parameter(help = DeployHelp.VERSION) String version,

        @Parameter(help = "Digest of the image, sha256:…; for templates, the result and the ledger.")
        String digest,

        @Parameter(help = DeployHelp.COMMIT) String commit,

        @Parameter(help = "The chart: a path of the workspace, or oci://host/path/name with a version or digest.")
        String chart,

        @Parameter(help = "Version of a chart in a registry.")
        String chartVersion,

        @Parameter(help = "Digest of a chart in a registry, helmPackage's digest; another one is refused.")
        String chartDigest,

        @Parameter(help = "Digest of the chart without its versions, helmPackage's content; compared like digest.")
        String chartContent,

        @Parameter(help = "Name template of the release.") String release,

        @Parameter(help = "Namespace template of the release.")
        String namespace,

        @Parameter(help = "Whether a missing namespace is created.")
        boolean createNamespace,

        @Parameter(
                help =
                        "Kubeconfig, as a secret file or text; without it the run's KUBECONFIG or the identity of the agent's pod"
                                + " counts, and the agent is held until the end.")
        String credentialsId,

        @Parameter(help = "Context of the kubeconfig; its current one when absent.")
        String context,

        @Parameter(
                help =
                        "Whether everything, the wait too, happens on the agent, because nothing else reaches the cluster; true without"
                                + " credentialsId.")
        Boolean onAgent,

        @Parameter(
                help =
                        "Values files of the workspace, as templates such as deploy/values-${env}.yaml; a later one wins.")
        List<String> valuesFiles,

        @Parameter(
                help = "Values to set on top: dotted path to value or template, for example 'image.tag': '${ociTag}'.")
        Map<String, Object> set,

        @Parameter(
                help =
                        "Which Helm works: auto (the agent's when it is fit, else the embedded one), agent, embedded, or the path of a helm.")
        String helm,

        @Parameter(help = "How long all of it may take: each hook, and until the workloads are ready.")
        Duration timeout,

        @Parameter(help = "How long the workloads have to stay ready.")
        Duration stableFor,

        @Parameter(
                help = "After how long a pod that cannot start (CrashLoopBackOff, ImagePullBackOff …) ends the wait.")
        Duration failAfter,

        @Parameter(
                help =
                        "Age at which an unfinished operation is taken for that of a killed Helm and noted as failed; never when absent.")
        Duration recoverAfter,

        @Parameter(help = DeployHelp.ROLLBACK) RollbackMode rollback,

        @Parameter(help = DeployHelp.QUARANTINE) boolean quarantine,

        @Parameter(help = DeployHelp.MIGRATIONS) List<String> migrations,

        @Parameter(help = DeployHelp.AFTER) String after,

        @Parameter(help = DeployHelp.SAME_DIGEST) boolean sameDigest,

        @Parameter(help = DeployHelp.SOURCE) String source,

        @Parameter(help = DeployHelp.SOURCE_CREDENTIALS) String sourceCredentialsId,

        @Parameter(help = "Revision to undo instead of deploying; own for what this run has deployed.")
        String restore,

        @Parameter(help = DeployHelp.CHECK) boolean check,

        @Parameter(help = DeployHelp.CHOICE) RollbackChoice choice,

        @Parameter(help = DeployHelp.ABORTED) boolean aborted,

        @Parameter(help = "Credentials of the registry that has the chart.")
        String registryCredentialsId,

        @Parameter(help = "Whether the registry speaks plain http; automatic for a loopback address when absent.")
        Boolean plainHttp,

        @Parameter(help = RegistryHelp.REGION) String region,

        @Parameter(help = RegistryHelp.REGISTRY_ID) String registryId,

        @Parameter(help = RegistryHelp.ROLE) String roleArn,

        @Parameter(help = RegistryHelp.ENDPOINT) String endpoint,

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

    public HelmDeployRequest {
        commit = PromoteChecks.lower(commit);
        onAgent = onAgent == null ? Boolean.valueOf(credentialsId == null) : onAgent;
        List<String> problems = new ArrayList<>();
        PromoteChecks.subject(env, service, version, restore, problems);
        PromoteChecks.identity(digest, commit, evidence, problems);
        DeployChecks.ledger(gitops, env, after, commit, problems);
        DeployChecks.back(restore, "\\d{1,9}", "the number of a revision", version, problems);
        DeployChecks.choice(restore, check, choice, problems);
        HelmChecks.cluster(credentialsId, onAgent, problems);
        Map<String, String> variables = PromoteChecks.variables(env, service, version, chartVersion, digest, commit);
        HelmChecks.names(release, namespace, variables, problems);
        if (restore == null) {
            HelmChecks.chart(chart, chartVersion, chartDigest, chartContent, problems);
            valuesFiles.forEach(file -> PromoteChecks.expand("valuesFiles", file, variables, problems));
            HelmChecks.values(set, variables, problems);
        }
        HelmChecks.durations(timeout, failAfter, recoverAfter, problems);
        HelmChecks.helm(helm, problems);
        problems.addAll(new AwsSettings(region, registryId, roleArn, endpoint).problems());
        if (!problems.isEmpty()) {
            throw new InvalidInputException("helmDeploy", problems);
        }
    }

    /** The names that templates may use; a null value is a name without value. */
    Map<String, String> variables() {
        return PromoteChecks.variables(env, service, version, chartVersion, digest, commit);
    }

    String releaseName() {
        return Template.expand(release, variables());
    }

    String namespaceName() {
        return Template.expand(namespace, variables());
    }

    HelmChoice helmChoice() {
        return HelmChoice.parse(helm);
    }
}
