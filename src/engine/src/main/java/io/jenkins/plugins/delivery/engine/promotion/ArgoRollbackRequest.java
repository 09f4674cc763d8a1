package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.forge.ForgeHelp;
import io.jenkins.plugins.delivery.engine.forge.ForgeKind;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters of {@code argoRollback}. */
public record ArgoRollbackRequest(
        @Parameter(help = "Environment that goes back, for example prod.", required = true)
        String env,

        @Parameter(help = "Service that goes back.", required = true)
        String service,

        @Parameter(help = "Version that does not work; when another one stands by now, nothing is done.")
        String version,

        @Parameter(
                help =
                        "GitOps commit of the promotion to go back from, argoPromote's commit; the one that stands when absent.")
        String promotion,

        @Parameter(help = "Whether, without promotion, only what this run has promoted is left.")
        boolean own,

        @Parameter(
                help = "Version, or GitOps commit of a promotion, to go back to; the last known good one when absent.")
        String to,

        @Parameter(help = "Whether to look only: what would be put back, and whether a person has to choose.")
        boolean check,

        @Parameter(
                help = "What a person chose: rollback, roll-forward or keep. Without it a risky way back is refused.")
        RollbackChoice choice,

        @Parameter(help = "Whether going back needs a person: auto only when it is risky, ask always.")
        RollbackMode rollback,

        @Parameter(help = "Whether the version that is left is refused from then on, until somebody lifts that.")
        boolean quarantine,

        @Parameter(
                help =
                        "Whether the run was stopped by somebody, or no gate could decide: its version was not seen to fail and is not banned, whatever quarantine says.")
        boolean aborted,

        @Parameter(
                help =
                        "Paths of the service's repository, as patterns, that cannot be put back by a version: with one of them in range a person is asked.")
        List<String> migrations,

        @Parameter(help = GitOpsHelp.URL, required = true) String gitops,

        @Parameter(help = GitOpsHelp.BRANCH) String branch,

        @Parameter(help = GitOpsHelp.CREDENTIALS) String credentialsId,

        @Parameter(help = "How the way back gets to the branch: push, or pr by a pull request that has to be merged.")
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

        @Parameter(help = "URL of the service's repository, where migrations are looked for.")
        String source,

        @Parameter(help = "Credentials of the service's repository.")
        String sourceCredentialsId,

        @Parameter(help = "URL or name of the run, for the ledger; BUILD_URL when absent.")
        String run,

        @Parameter(help = "Who decided, for the ledger.") String approver,

        @Parameter(help = "Why, for the ledger.") String reason)
        implements ProposalTarget {

    /** @throws InvalidInputException with every problem */
    public ArgoRollbackRequest {
        promotion = PromoteChecks.lower(promotion);
        waitFor = argo == null || waitFor == null ? WaitFor.NONE : waitFor;
        List<String> problems = new ArrayList<>();
        PromoteChecks.name("env", env, problems);
        PromoteChecks.name("service", service, problems);
        PromoteChecks.version("version", version, problems);
        PromoteChecks.version("to", to, problems);
        PromoteChecks.commit("promotion", promotion, problems);
        GitUrl.problem("gitops", gitops).ifPresent(problems::add);
        PromoteChecks.positive("timeout", timeout, problems);
        PromoteChecks.merge(mergeTimeout, remindAfter, problems);
        PromoteChecks.positive("terminateStuck", terminateStuck, problems);
        if (check && choice != null) {
            problems.add("check and choice exclude each other: look first, then say what was chosen");
        }
        if (rollback == RollbackMode.OFF) {
            problems.add("rollback: off makes no sense here; leave the step out");
        }
        if (to != null && choice != null && choice != RollbackChoice.ROLLBACK) {
            problems.add("to: only choice: 'rollback' goes back to a version");
        }
        if (argo != null) {
            PromoteChecks.expand("app", app, variables(env, service), problems);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(ArgoRollback.STEP, problems);
        }
    }

    private static Map<String, String> variables(String env, String service) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("env", env);
        variables.put("service", service);
        return variables;
    }

    @Override
    public String application() {
        return Template.expand(app, variables(env, service));
    }

    @Override
    public String commit() {
        return null;
    }

    @Override
    public String chartVersion() {
        return null;
    }

    @Override
    public boolean goesBack() {
        return true;
    }
}
