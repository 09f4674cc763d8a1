package io.jenkins.plugins.delivery.engine.gitflow;

import io.jenkins.plugins.delivery.engine.branch.BranchNames;
import java.util.Optional;

/**
 * Which remote, and who writes to it.
 *
 * @param step the step that asks, for messages
 * @param remote name of the Git remote
 * @param credentialsId its credentials; null for none
 * @param prefix what stands before the version in a tag
 * @param names how the team names its branches
 * @param author who commits merges; empty for the user of the clone
 * @param signingCredentialsId the key that signs commits and tags; empty for none
 */
public record FlowQuery(
        String step,
        String remote,
        String credentialsId,
        String prefix,
        BranchNames names,
        Optional<Person> author,
        Optional<String> signingCredentialsId) {

    /** Name and mail address. */
    public record Person(String name, String email) {}
}
