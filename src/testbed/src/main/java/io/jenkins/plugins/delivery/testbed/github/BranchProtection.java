package io.jenkins.plugins.delivery.testbed.github;

import java.util.List;

/**
 * How a branch is protected.
 *
 * @param requiredContexts the status contexts that have to be green before a merge
 * @param requiredApprovals how many reviews have to approve; 0 when none is needed
 * @param enforceAdmins whether administrators are bound, too
 * @param strict whether a branch has to contain the newest commit before it is merged
 * @param forcePush whether its history may be rewritten
 */
public record BranchProtection(
        List<String> requiredContexts,
        int requiredApprovals,
        boolean enforceAdmins,
        boolean strict,
        boolean forcePush) {

    /** What the form of GitHub sets unless more is ticked. */
    public BranchProtection(List<String> requiredContexts, int requiredApprovals, boolean enforceAdmins) {
        this(requiredContexts, requiredApprovals, enforceAdmins, false, false);
    }

    /** Makes the list immutable. */
    public BranchProtection {
        requiredContexts = List.copyOf(requiredContexts);
    }
}
