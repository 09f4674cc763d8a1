package io.jenkins.plugins.delivery.engine.branch;

import java.util.Objects;
import java.util.Optional;

/**
 * A branch whose meaning is known.
 *
 * @param kind what is being built
 * @param name the branch; for a pull request its source branch where that is known, else for example {@code PR-12}
 * @param topic the name without the prefix of its kind: {@code 1.5.0} of {@code release/1.5.0}
 * @param sourceKind the kind of the branch itself; differs from {@code kind} only for pull requests
 * @param changeId number of the pull request
 * @param changeTarget branch the pull request is to be merged to
 * @param refusal why the flow does not allow this build to be delivered, as a sentence; empty when it does
 */
public record Branch(
        BranchKind kind,
        String name,
        String topic,
        BranchKind sourceKind,
        Optional<String> changeId,
        Optional<String> changeTarget,
        Optional<String> refusal) {

    public Branch {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        Objects.requireNonNull(topic);
        Objects.requireNonNull(sourceKind);
        Objects.requireNonNull(changeId);
        Objects.requireNonNull(changeTarget);
        Objects.requireNonNull(refusal);
    }

    /** A branch that is built for itself and not for a pull request. */
    static Branch plain(BranchKind kind, String name, String topic) {
        return new Branch(kind, name, topic, kind, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
