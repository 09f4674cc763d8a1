package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.branch.BranchNames;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import io.jenkins.plugins.delivery.engine.forge.ForgeKind;
import io.jenkins.plugins.delivery.engine.version.HotfixBump;
import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import io.jenkins.plugins.delivery.engine.version.SemverTagRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameters of {@code gitFlowFinish}. */
public record GitFlowFinishRequest(
        @Parameter(help = "How the team branches; only git-flow has releases to finish.")
        Flow flow,

        @Parameter(
                help =
                        "Release or hotfix branch to finish, or main; BRANCH_NAME of the run, else the checked-out branch"
                                + " when absent.")
        String branch,

        @Parameter(
                help = "Commit that was tested and is finished; the checked-out one when the branch is that of the run,"
                        + " else the newest of the branch.")
        String commit,

        @Parameter(help = "Version of the release; what the branch names or the commits ask for when absent.")
        String version,

        @Parameter(help = "What stands before the version in a tag; an empty text for none.")
        String prefix,

        @Parameter(help = "First release of a repository that has none.")
        String initialVersion,

        @Parameter(help = "What a hotfix branch that names no version raises: patch or minor.")
        HotfixBump hotfixBump,

        @Parameter(help = "What types of commits raise, as for semverTag.")
        Map<String, Object> types,

        @Parameter(help = "Branch of released commits; master stands in for a main that does not exist.")
        String mainBranch,

        @Parameter(help = "Integration branch of git-flow.") String developBranch,

        @Parameter(help = "How the names of feature branches begin.")
        String featurePrefix,

        @Parameter(help = "How the names of release branches begin.")
        String releasePrefix,

        @Parameter(help = "How the names of hotfix branches begin.")
        String hotfixPrefix,

        @Parameter(help = "Whether the finished branch is deleted on the remote.")
        boolean deleteBranch,

        @Parameter(help = "Git remote whose branches are merged.")
        String remote,

        @Parameter(help = "Credentials of the Git remote.") String credentialsId,

        @Parameter(help = "Author of merge commits; user.name of the clone when absent.")
        String authorName,

        @Parameter(help = "Mail address of that author; user.email of the clone when absent.")
        String authorEmail,

        @Parameter(help = "Private key that signs merge commits and the tag, SSH or OpenPGP; unsigned when absent.")
        String signingCredentialsId,

        @Parameter(
                help = "Where pull requests are opened: auto (told by the host of the remote), github, gitlab or none.")
        ForgeKind forge,

        @Parameter(help = "Base URL of its API; the one of the remote's host when absent.")
        String forgeUrl,

        @Parameter(help = "Repository there, as owner/name; the path of the remote's URL when absent.")
        String forgeProject,

        @Parameter(help = "Token that may open pull requests; credentialsId when absent.")
        String forgeCredentialsId)
        implements OperationRequest {

    public GitFlowFinishRequest {
        prefix = Optional.ofNullable(prefix).orElse("");
        List<String> problems = new ArrayList<>();
        if (flow == Flow.TRUNK) {
            problems.add(
                    "flow is trunk, where every commit of main is a release: there is no release branch to finish and"
                            + " no develop to merge back to");
        }
        FlowInput.checkVersion("version", version, problems);
        problems.addAll(FlowInput.problemsOf(prefix, initialVersion, hotfixBump, types));
        if (commit != null && !commit.matches("[0-9a-f]{40}([0-9a-f]{24})?")) {
            problems.add("commit '" + FlowInput.shown(commit) + "' is not a full Git object id");
        }
        if ((authorName == null) != (authorEmail == null)) {
            problems.add("authorName and authorEmail are given together or not at all");
        }
        FlowInput.checkPerson("authorName", authorName, problems);
        FlowInput.checkPerson("authorEmail", authorEmail, problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException("gitFlowFinish", problems);
        }
    }

    /** How the team names its branches. */
    public BranchNames branchNames() {
        return new BranchNames(mainBranch, developBranch, featurePrefix, releasePrefix, hotfixPrefix);
    }

    /** The same rules of versions as in semverTag. */
    SemverTagRequest versionRules() {
        return FlowInput.versionRules(prefix, initialVersion, hotfixBump, types);
    }

    /** The version that was asked for; null for none. */
    SemanticVersion wantedVersion() {
        return version == null ? null : SemanticVersion.parse(version);
    }

    /** The credentials of the forge; null for none. */
    String forgeCredentials() {
        return forgeCredentialsId == null ? credentialsId : forgeCredentialsId;
    }
}
