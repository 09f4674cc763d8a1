package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.forge.ForgeHelp;
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

        @Parameter(help = GitOpsHelp.URL, required = true) String gitops,

        @Parameter(help = GitOpsHelp.BRANCH) String branch,

        @Parameter(help = GitOpsHelp.CREDENTIALS) String credentialsId,

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

        @Parameter(help = ForgeHelp.OPENED) ForgeKind forge,

        @Parameter(help = ForgeHelp.URL) String forgeUrl,

        @Parameter(help = ForgeHelp.GITOPS_PROJECT) String forgeProject,

        @Parameter(help = ForgeHelp.TOKEN) String forgeCredentialsId,

        @Parameter(help = ForgeHelp.AUTO_MERGE) boolean autoMerge,

        @Parameter(help = ForgeHelp.MERGE_TIMEOUT) Duration mergeTimeout,

        @Parameter(help = ForgeHelp.REMIND_AFTER) Duration remindAfter,

        @Parameter(help = GitOpsHelp.SIGNING) String signingCredentialsId,

        @Parameter(help = "Address of Argo CD; without it nothing is waited for.")
        String argo,

        @Parameter(help = "Credentials of Argo CD: a token, or user and password.")
        String argoCredentialsId,

        @Parameter(help = "Name template of the Argo CD application; namespace/name outside of Argo CD's namespace.")
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
        implements ProposalTarget {

    public ArgoPromoteRequest {
        commit = PromoteChecks.lower(commit);
        restore = PromoteChecks.lower(restore);
        waitFor = argo == null || waitFor == null ? WaitFor.NONE : waitFor;
        List<String> problems = new ArrayList<>();
        PromoteChecks.subject(env, service, version, restore, problems);
        PromoteChecks.name("after", after, problems);
        PromoteChecks.version("chartVersion", chartVersion, problems);
        PromoteChecks.identity(digest, commit, evidence, problems);
        PromoteChecks.digest("chartContent", chartContent, problems);
        PromoteChecks.commit("restore", restore, problems);
        PromoteChecks.order(env, after, commit, restore, problems);
        GitUrl.problem("gitops", gitops).ifPresent(problems::add);
        PromoteChecks.positive("timeout", timeout, problems);
        PromoteChecks.merge(mergeTimeout, remindAfter, problems);
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
