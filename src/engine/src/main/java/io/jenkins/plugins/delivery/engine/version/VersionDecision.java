package io.jenkins.plugins.delivery.engine.version;

import java.util.Optional;

/**
 * The version of a commit and why it is that.
 *
 * @param version the version
 * @param previous the release it follows
 * @param bump which part rises over {@code previous}
 * @param reason for people; names the commit, branch or tag that decided
 * @param dictatedBy the branch that names the version, which then cannot give way to another number; empty when commits decide
 * @param decidedBy the commit that decides: the one that asks for the bump, orders the version or merges the branch that names it;
 *     empty when none does
 */
public record VersionDecision(
        SemanticVersion version,
        Optional<SemanticVersion> previous,
        Bump bump,
        String reason,
        Optional<String> dictatedBy,
        Optional<Commit> decidedBy) {

    /** The same decision, with more to say about it. */
    public VersionDecision withReason(String other) {
        return new VersionDecision(version, previous, bump, other, dictatedBy, decidedBy);
    }

    /** The same decision with another version. */
    VersionDecision withVersion(SemanticVersion other) {
        return new VersionDecision(other, previous, bump, reason, dictatedBy, decidedBy);
    }
}
