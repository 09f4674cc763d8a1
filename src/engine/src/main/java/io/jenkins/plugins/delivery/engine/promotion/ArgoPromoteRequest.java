package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.forge.ForgeKind;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import io.jenkins.plugins.delivery.engine.layout.Layout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parameters of {@code argoPromote}. */
public record ArgoPromoteRequest(
        @Parameter(help = "Environment to promote to, for example stage.", required = true)
        String env,

        @Parameter(help = "Service that is promoted.", required = true)
        String service,

        @Parameter(help = "Version to promote; needed unless restore is given.")
        String version,

        @Parameter(help = "Digest of the image, sha256:…; compared with the one that passed the earlier environment.")
        String digest,

        @Parameter(help = "Version of the chart, for templates and the ledger.")
        String chartVersion,

        @Parameter(help = "Digest of the chart without its versions, helmPackage's content; compared like digest.")
        String chartContent,

        @Parameter(help = "Commit of the service that was built; decides which of two promotions is newer.")
        String commit,

        @Parameter(help = "URL of the GitOps repository.", required = true)
        String gitops,

        @Parameter(help = "Branch of the GitOps repository.")
        String branch,

        @Parameter(help = "Credentials of the GitOps repository.")
        String credentialsId,

        @Parameter(help = "File to edit, a template such as environments/${env}/${service}.yaml.")
        String file,

        @Parameter(
                help = "Values to set: YAML path to template; image.tag alone is written wherever the file holds it.")
        Map<String, Object> set,

        @Parameter(help = "How the file holds the version; auto looks into it.")
        Layout layout,

        @Parameter(help = "Name of the image, as the entries of a kustomization call it.")
        String image,

        @Parameter(help = "Whether the change is pushed to the branch, or proposed as a pull request and waited for.")
        PromotionMode mode,

        @Parameter(help = "Where pull requests are opened: auto, github, gitlab.")
        ForgeKind forge,

        @Parameter(help = "API address of a forge of one's own.")
        String forgeUrl,

        @Parameter(help = "Project at the forge, owner/name; that of gitops when absent.")
        String forgeProject,

        @Parameter(help = "Token for the forge.") String forgeCredentialsId,

        @Parameter(help = "Whether the forge is asked to merge the pull request as soon as its rules allow it.")
        boolean autoMerge,

        @Parameter(help = "How long to wait for the merge of a pull request.")
        Duration mergeTimeout,

        @Parameter(help = "Private key that signs the commits in the GitOps repository.")
        String signingCredentialsId,

        @Parameter(help = "Address of Argo CD; without it nothing is waited for.")
        String argo,

        @Parameter(help = "Credentials of Argo CD: a token, or user and password.")
        String argoCredentialsId,

        @Parameter(help = "Name template of the Argo CD application.")
        String app,

        @Parameter(help = "Argo CD project of the application.")
        String project,

        @Parameter(help = "What to wait for after the push.")
        WaitFor waitFor,

        @Parameter(help = "How long to wait for Argo CD.") Duration timeout,

        @Parameter(help = "How long the application has to stay Healthy.")
        Duration stableFor,

        @Parameter(help = "After how long a sync that does not end is terminated; never when absent.")
        Duration terminateStuck,

        @Parameter(
                help =
                        "What to do when the version does not become healthy: auto puts the last good one back, ask leaves that to a person, off leaves everything.")
        RollbackMode rollback,

        @Parameter(help = "Whether a version that was put back is refused from then on, until somebody lifts that.")
        boolean quarantine,

        @Parameter(
                help =
                        "Paths of the service's repository, as patterns, that cannot be put back by a version: with one of them in range a person is asked.")
        List<String> migrations,

        @Parameter(help = "Environment that this build must have passed before.")
        String after,

        @Parameter(help = "Whether image and chart must be those that passed there; rebuilt ones are refused.")
        boolean sameDigest,

        @Parameter(help = "URL of the service's repository, whose history tells which of two builds is newer.")
        String source,

        @Parameter(help = "Credentials of the service's repository.")
        String sourceCredentialsId,

        @Parameter(help = "GitOps commit of an earlier promotion to undo instead of promoting.")
        String restore,

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
        implements ArgoTarget {

    public ArgoPromoteRequest {
        commit = PromoteChecks.lower(commit);
        restore = PromoteChecks.lower(restore);
        waitFor = argo == null || waitFor == null ? WaitFor.NONE : waitFor;
        List<String> problems = new ArrayList<>();
        PromoteChecks.name("env", env, problems);
        PromoteChecks.name("service", service, problems);
        PromoteChecks.name("after", after, problems);
        if (version == null && restore == null) {
            problems.add("version is required: Version to promote.");
        }
        PromoteChecks.version("version", version, problems);
        PromoteChecks.version("chartVersion", chartVersion, problems);
        PromoteChecks.digest("digest", digest, problems);
        PromoteChecks.digest("chartContent", chartContent, problems);
        PromoteChecks.digest("evidence", evidence, problems);
        PromoteChecks.commit("commit", commit, problems);
        PromoteChecks.commit("restore", restore, problems);
        PromoteChecks.order(env, after, commit, restore, problems);
        GitUrl.problem("gitops", gitops).ifPresent(problems::add);
        PromoteChecks.positive("timeout", timeout, problems);
        PromoteChecks.positive("mergeTimeout", mergeTimeout, problems);
        PromoteChecks.positive("terminateStuck", terminateStuck, problems);
        Map<String, String> variables = PromoteChecks.variables(env, service, version, chartVersion, digest, commit);
        if (restore == null) {
            PromoteChecks.expand("file", file, variables, problems);
            PromoteChecks.values(set, variables, problems);
        }
        if (argo != null) {
            PromoteChecks.expand("app", app, variables, problems);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("argoPromote", problems);
        }
    }

    /** The names that templates may use; a null value is a name without value in this promotion. */
    Map<String, String> variables() {
        return PromoteChecks.variables(env, service, version, chartVersion, digest, commit);
    }

    @Override
    public boolean goesBack() {
        return restore != null;
    }

    @Override
    public String application() {
        return Template.expand(app, variables());
    }
}
