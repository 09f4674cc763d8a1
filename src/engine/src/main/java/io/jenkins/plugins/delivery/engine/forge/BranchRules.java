package io.jenkins.plugins.delivery.engine.forge;

import java.util.List;

/**
 * What a site wants before a branch changes. When not everything could be read, this is what is known: it may want more.
 *
 * @param found whether anything protects the branch
 * @param byPullRequest whether it changes by pull requests only
 * @param approvals how many approvals a pull request needs; null when the site cannot want any here
 * @param checks contexts that have to be green
 * @param allChecks whether every status of a commit has to be green, so that naming them is not needed
 * @param forcePush whether its history may be rewritten
 * @param around who may go around the rules, clauses
 * @param unread what could not be read, a sentence with the permission that is missing; null when everything was
 */
public record BranchRules(
        boolean found,
        boolean byPullRequest,
        Integer approvals,
        List<String> checks,
        boolean allChecks,
        boolean forcePush,
        List<String> around,
        String unread) {

    /** Keeps copies of the lists. */
    public BranchRules {
        checks = List.copyOf(checks);
        around = List.copyOf(around);
    }

    /** Nothing protects it, as far as could be read. */
    public static BranchRules none(String unread) {
        return new BranchRules(false, false, 0, List.of(), false, true, List.of(), unread);
    }
}
