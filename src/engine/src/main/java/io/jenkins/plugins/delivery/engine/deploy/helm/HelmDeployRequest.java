package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.chart.HelmChoice;
import io.jenkins.plugins.delivery.engine.deploy.DeployChecks;
import io.jenkins.plugins.delivery.engine.deploy.DeployRequest;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import io.jenkins.plugins.delivery.engine.image.RegistryHelp;
import io.jenkins.plugins.delivery.engine.promotion.RollbackMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parameters of {@code helmDeploy}. */
public record HelmDeployRequest(
        @Parameter(help = "Environment to deploy to, for example stage.", required = true)
        String env,

        @Parameter(help = "Service that is deployed.", required = true)
        String service,

        @Parameter(help = "Version to deploy; needed unless restore is given.")
        String version,

        @Parameter(help = "Digest of the image, sha256:…; for templates, the result and the ledger.")
        String digest,

        @Parameter(help = "Commit of the service that was built, for the ledger.")
        String commit,

        @Parameter(
                help =
                        "The chart: a directory or archive in the workspace, or oci://host/path/name, also with :version or @sha256:….")
        String chart,

        @Parameter(help = "Version of a chart in a registry.")
        String chartVersion,

        @Parameter(
                help =
                        "Digest of a chart in a registry, helmPackage's digest; another chart of that version is refused.")
        String chartDigest,

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
                        "How old an unfinished operation of a Helm that was killed has to be before it is noted as failed; never when"
                                + " absent, as another Helm may be at work.")
        Duration recoverAfter,

        @Parameter(
                help =
                        "What to do when the version does not come up: auto goes back to the last good revision, ask leaves that to a"
                                + " person, off leaves everything.")
        RollbackMode rollback,

        @Parameter(help = "Revision of an earlier deployment, helmDeploy's revision, to undo instead of deploying.")
        String restore,

        @Parameter(help = "Credentials of the registry that has the chart.")
        String registryCredentialsId,

        @Parameter(help = "Whether the registry speaks plain http; automatic for a loopback address when absent.")
        Boolean plainHttp,

        @Parameter(help = RegistryHelp.REGION) String region,

        @Parameter(help = RegistryHelp.REGISTRY_ID) String registryId,

        @Parameter(help = RegistryHelp.ROLE) String roleArn,

        @Parameter(help = RegistryHelp.ENDPOINT) String endpoint,

        @Parameter(help = "URL of the GitOps repository that has the ledger; nothing is written down without it.")
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

    public HelmDeployRequest {
        commit = commit == null ? null : commit.toLowerCase(Locale.ROOT);
        onAgent = onAgent == null ? Boolean.valueOf(credentialsId == null) : onAgent;
        List<String> problems = new ArrayList<>();
        DeployChecks.subject(env, service, version, restore, problems);
        DeployChecks.ledger(digest, commit, evidence, gitops, problems);
        DeployChecks.matches("restore", restore, "\\d{1,9}", "the number of a revision", problems);
        if (credentialsId == null && !onAgent) {
            problems.add(
                    "onAgent: false needs credentialsId: nothing else than a kubeconfig is known outside the agent");
        }
        Map<String, String> variables = DeployChecks.variables(env, service, version, digest, chartVersion);
        HelmChecks.names(release, namespace, variables, problems);
        if (restore == null) {
            HelmChecks.chart(chart, chartVersion, chartDigest, problems);
            valuesFiles.forEach(file -> DeployChecks.expand("valuesFiles", file, variables, problems));
            HelmChecks.values(set, variables, problems);
        }
        DeployChecks.positive("timeout", timeout, problems);
        DeployChecks.positive("failAfter", failAfter, problems);
        DeployChecks.positive("recoverAfter", recoverAfter, problems);
        HelmChecks.helm(helm, problems);
        problems.addAll(new AwsSettings(region, registryId, roleArn, endpoint).problems());
        if (!problems.isEmpty()) {
            throw new InvalidInputException("helmDeploy", problems);
        }
    }

    /** The names that templates may use; a null value is a name without value. */
    Map<String, String> variables() {
        return DeployChecks.variables(env, service, version, digest, chartVersion);
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
