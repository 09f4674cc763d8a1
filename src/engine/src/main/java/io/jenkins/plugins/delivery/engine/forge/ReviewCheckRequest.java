package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.gate.OnFail;
import java.util.ArrayList;
import java.util.List;

/** Parameters of {@code reviewCheck}. */
public record ReviewCheckRequest(
        @Parameter(help = "What the gate is called in messages and reports.")
        String name,

        @Parameter(help = "Full id of the commit on the branch that is to be released; GIT_COMMIT when absent.")
        String commit,

        @Parameter(
                help =
                        "Full id of the commit that was released before; everything merged since has to be reviewed, not only commit.")
        String since,

        @Parameter(help = "Number of an open pull request that is checked instead of a commit; CHANGE_ID when absent.")
        Integer number,

        @Parameter(help = "The branch that has to be protected; CHANGE_TARGET or BRANCH_NAME when absent.")
        String branch,

        @Parameter(
                help =
                        "Whether what came without an approved review is refused; a merge without a pull request is as good as all that it brings.")
        boolean requireReview,

        @Parameter(help = "How many people other than the author have to approve.")
        int approvals,

        @Parameter(help = "Whether an approval counts after the pull request got further commits.")
        boolean stale,

        @Parameter(help = "Whether the branch has to be protected: merged to by reviewed pull requests only.")
        boolean protection,

        @Parameter(help = "Status contexts that the branch has to require before a merge, such as release/gate.")
        List<String> checks,

        @Parameter(help = "Whether administrators or maintainers may go around the protection.")
        boolean bypass,

        @Parameter(help = ForgeHelp.SOURCE, required = true) String source,

        @Parameter(help = ForgeHelp.HOST) ForgeKind forge,

        @Parameter(help = ForgeHelp.URL) String forgeUrl,

        @Parameter(help = ForgeHelp.PROJECT) String forgeProject,

        @Parameter(help = ForgeHelp.TOKEN) String forgeCredentialsId,

        @Parameter(help = "What to do when the gate does not pass: fail or warn.")
        OnFail onFail)
        implements ForgeTarget {

    /** @throws InvalidInputException with every problem */
    public ReviewCheckRequest {
        List<String> problems = new ArrayList<>();
        ForgeTarget.problems(forge, commit, number, null, problems);
        if (since != null && !since.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            problems.add("since '" + since + "' is not a full commit id");
        }
        if (requireReview && approvals < 1) {
            problems.add("approvals is " + approvals + "; a review that is required needs at least one");
        }
        if (!requireReview && !protection && checks.isEmpty()) {
            problems.add("requireReview, protection and checks are all off, so there is nothing to check");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("reviewCheck", problems);
        }
        checks = List.copyOf(checks);
    }

    /** Whether anything is asked of the branch. */
    boolean asksOfBranch() {
        return protection || !checks.isEmpty();
    }
}
