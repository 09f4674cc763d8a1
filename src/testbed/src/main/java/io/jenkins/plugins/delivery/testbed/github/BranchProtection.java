package io.jenkins.plugins.delivery.testbed.github;

import java.util.List;

/**
 * How a branch is protected.
 *
 * @param requiredContexts the status contexts that have to be green before a merge
 * @param requiredApprovals how many reviews have to approve; 0 when none is needed
 * @param enforceAdmins whether administrators are bound, too
 */
public record BranchProtection(List<String> requiredContexts, int requiredApprovals, boolean enforceAdmins) {

    /** Makes the list immutable. */
    public BranchProtection {
        requiredContexts = List.copyOf(requiredContexts);
    }
}
