package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.branch.BranchNames;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.List;
import java.util.Map;

/**
 * Which pull requests to main are refused. Main of Git-Flow gets releases and hotfixes; features wait on develop for the next
 * release. Which kinds of branches are refused is a setting ({@code branches.notIntoMain}): teams without release branches merge
 * develop to main, others want neither that nor branches that the flow does not know.
 */
final class MergeRule {

    private static final String SETTING = "notIntoMain";

    private final DeliveryConfig config;

    MergeRule(DeliveryConfig config) {
        this.config = config;
    }

    /**
     * Refuses a pull request that the team does not merge.
     *
     * @param branch what the pull request brings; null when it is not known
     * @param changeId number of the pull request; null for a build that is none
     * @param changeTarget branch that it is to be merged to; null when it is not known
     * @throws TerminalException with the reason
     */
    void check(String branch, String changeId, String changeTarget) {
        if (branch == null || changeTarget == null || DeliveryPlanner.flow(config) != Flow.GIT_FLOW) {
            return;
        }
        // A main that is called master in a repository: nobody has to say so.
        BranchNames names = names().in(changeTarget::equals);
        Branch change = new BranchingModel(Flow.GIT_FLOW, names).classify(branch, changeId, changeTarget);
        boolean toMain = change.kind() == BranchKind.PULL_REQUEST
                && change.changeTarget().filter(names.main()::equals).isPresent();
        if (toMain && refused().contains(change.sourceKind().text())) {
            throw new TerminalException(
                    "The pull request of " + change.name() + " targets " + names.main()
                            + ", but in git-flow only release and hotfix branches are merged to " + names.main() + ".",
                    advice(change, names));
        }
    }

    private static String advice(Branch change, BranchNames names) {
        return change.sourceKind() == BranchKind.DEVELOP
                ? "Cut a release branch from " + names.develop() + " (" + names.release() + "…) and merge that."
                : "Change its target to " + names.develop() + ", or rename it to " + names.hotfix()
                        + "… when it is a fix of what is released.";
    }

    private List<?> refused() {
        return config.section("branches").get(SETTING) instanceof List<?> kinds ? kinds : List.of();
    }

    private BranchNames names() {
        Map<String, Object> names = config.section("branches");
        return new BranchNames(
                String.valueOf(names.get("main")),
                String.valueOf(names.get("develop")),
                String.valueOf(names.get("feature")),
                String.valueOf(names.get("release")),
                String.valueOf(names.get("hotfix")));
    }
}
