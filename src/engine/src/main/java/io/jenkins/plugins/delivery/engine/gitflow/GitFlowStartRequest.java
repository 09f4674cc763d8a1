package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.branch.BranchNames;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import io.jenkins.plugins.delivery.engine.version.HotfixBump;
import io.jenkins.plugins.delivery.engine.version.SemanticVersion;
import io.jenkins.plugins.delivery.engine.version.SemverTagRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameters of {@code gitFlowStart}. */
public record GitFlowStartRequest(
        @Parameter(help = "What is started: release (from develop) or hotfix (from main).", required = true)
        StartKind kind,

        @Parameter(help = "Version of the release; the next one by the rules of semverTag when absent.")
        String version,

        @Parameter(help = "How the team branches; only git-flow has release and hotfix branches.")
        Flow flow,

        @Parameter(help = "How many branches of this kind may be open at once.")
        int maxOpen,

        @Parameter(help = "What stands before the version in a tag; an empty text for none.")
        String prefix,

        @Parameter(help = "First release of a repository that has none.")
        String initialVersion,

        @Parameter(help = "What a hotfix raises: patch or minor.")
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

        @Parameter(help = "Git remote that gets the branch.")
        String remote,

        @Parameter(help = "Credentials of the Git remote.") String credentialsId)
        implements OperationRequest {

    public GitFlowStartRequest {
        prefix = Optional.ofNullable(prefix).orElse("");
        List<String> problems = new ArrayList<>();
        if (flow == Flow.TRUNK) {
            problems.add(
                    "flow is trunk, which has neither release nor hotfix branches: every commit of main is a release");
        }
        if (maxOpen < 1) {
            problems.add("maxOpen " + maxOpen + " must be at least 1");
        }
        FlowInput.checkVersion("version", version, problems);
        problems.addAll(FlowInput.problemsOf(prefix, initialVersion, hotfixBump, types));
        if (!problems.isEmpty()) {
            throw new InvalidInputException("gitFlowStart", problems);
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
}
