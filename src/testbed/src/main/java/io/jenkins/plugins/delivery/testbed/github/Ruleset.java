package io.jenkins.plugins.delivery.testbed.github;

import java.util.List;

/**
 * An active ruleset of one branch.
 *
 * @param branch that it is for
 * @param approvals how many have to approve a pull request, which it then requires; -1 when none is required
 * @param contexts of the checks that have to be green
 * @param strict whether a branch has to contain the newest commit before it is merged
 * @param conversations whether every conversation has to be resolved; none ever is here
 * @param bypass how many actors may go around it
 */
public record Ruleset(
        String branch, int approvals, List<String> contexts, boolean strict, boolean conversations, int bypass) {

    /** Makes the list immutable. */
    public Ruleset {
        contexts = List.copyOf(contexts);
    }
}
