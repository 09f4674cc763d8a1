package io.jenkins.plugins.delivery.testbed.github;

import java.util.Set;

/**
 * A review of a pull request.
 *
 * @param login who wrote it; a program when it ends with [bot]
 * @param state APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED
 * @param commit the tip that was looked at
 * @param association with the repository, such as MEMBER or NONE
 */
public record Review(String login, String state, String commit, String association) {

    boolean mayWrite() {
        return Set.of("OWNER", "MEMBER", "COLLABORATOR").contains(association);
    }
}
