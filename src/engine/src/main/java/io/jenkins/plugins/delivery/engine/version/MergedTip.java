package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.branch.Branch;
import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import io.jenkins.plugins.delivery.engine.branch.BranchingModel;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A release or hotfix branch as it was when it was merged to main: what was tested before the release.
 *
 * @param branch its name
 * @param commit its last commit
 */
public record MergedTip(String branch, String commit) {

    /**
     * What the commit brought to main.
     *
     * @param built the branch that is built
     * @return empty on other branches, when the commit finishes no such branch, or when the branch was squashed and is gone
     */
    static Optional<MergedTip> of(Branch built, BranchingModel model, RepositoryFacts facts) {
        if (built.kind() != BranchKind.MAIN || model.flow() != Flow.GIT_FLOW) {
            return Optional.empty();
        }
        Commit head = facts.head();
        return new MergedBranch(model, facts.tips()).of(head).flatMap(branch -> {
            Optional<String> tip =
                    head.isMerge() ? Optional.of(head.parents().get(1)) : tipOf(branch.name(), facts.tips());
            return tip.map(commit -> new MergedTip(branch.name(), commit));
        });
    }

    private static Optional<String> tipOf(String branch, Map<String, Set<String>> tips) {
        return tips.entrySet().stream()
                .filter(tip -> tip.getValue().contains(branch))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }
}
