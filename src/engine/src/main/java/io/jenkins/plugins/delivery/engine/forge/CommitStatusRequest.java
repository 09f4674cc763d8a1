package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.gate.OnFail;
import java.util.ArrayList;
import java.util.List;

/** Parameters of {@code commitStatus}. */
public record CommitStatusRequest(
        @Parameter(help = "What says it; branch protection can require it by this name.")
        String context,

        @Parameter(help = "What it says: pending, success, failure or error.", required = true)
        CommitState state,

        @Parameter(help = "One line for people.") String description,

        @Parameter(help = "Link for people; BUILD_URL when absent.")
        String targetUrl,

        @Parameter(
                help = "Full id of the commit; one that the forge does not know counts as the tip of the pull request.")
        String commit,

        @Parameter(help = "Number of the pull request whose tip gets the status; CHANGE_ID when absent.")
        Integer number,

        @Parameter(help = "Branch that the commit is on, for GitLab; BRANCH_NAME when absent.")
        String branch,

        @Parameter(help = ForgeHelp.SOURCE, required = true) String source,

        @Parameter(help = ForgeHelp.HOST) ForgeKind forge,

        @Parameter(help = ForgeHelp.URL) String forgeUrl,

        @Parameter(help = ForgeHelp.PROJECT) String forgeProject,

        @Parameter(help = ForgeHelp.TOKEN) String forgeCredentialsId,

        @Parameter(help = "What to do when the status cannot be set: warn or fail.")
        OnFail onFail)
        implements ForgeTarget {

    /** @throws InvalidInputException with every problem */
    public CommitStatusRequest {
        List<String> problems = new ArrayList<>();
        ForgeTarget.problems(forge, commit, number, targetUrl, problems);
        if (context != null && !context.matches("[^\\s\\p{C}](?:[^\\p{C}]{0,98}[^\\s\\p{C}])?")) {
            problems.add("context is not a name of 1 to 100 characters on one line");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("commitStatus", problems);
        }
    }
}
