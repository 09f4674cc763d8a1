package io.jenkins.plugins.delivery.testbed.gitlab;

import java.util.List;

/**
 * A protected branch.
 *
 * @param name of the branch, or with stars of several
 * @param push access levels that may push: 0 nobody, 30 developers, 40 maintainers
 * @param forcePush whether they may rewrite its history
 */
public record ProtectedBranch(String name, List<Integer> push, boolean forcePush) {

    /** Makes the list immutable. */
    public ProtectedBranch {
        push = List.copyOf(push);
    }
}
