package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Credential;
import java.util.Map;
import java.util.Optional;

/**
 * A view of the base branch whose pushes go to the branch of a pull request instead: always one commit on the newest base, so that there
 * is nothing to merge and nothing to conflict.
 */
final class Proposal extends RepositoryView {

    private final GitOpsRepository base;
    private final String branch;
    private final String expected;
    private String proposed;
    private String said;
    private String message;

    /** @param expected commit that the branch has to be at, so that nobody's commits are lost; null for any, or none */
    Proposal(GitOpsRepository base, String branch, String expected) {
        super(base);
        this.base = base;
        this.branch = branch;
        this.expected = expected;
    }

    /** The commit that is on the branch now; empty when there was nothing to propose. */
    Optional<String> proposed() {
        return Optional.ofNullable(proposed);
    }

    @Override
    public PushOutcome push() {
        String commit = base.tip();
        PushOutcome outcome = base.propose(branch, expected);
        if (outcome.kind() == PushOutcome.Kind.ACCEPTED) {
            proposed = commit;
            message = said;
        }
        return outcome;
    }

    /** What that commit says; null when there was nothing to propose. */
    String message() {
        return message;
    }

    /** A queue of its own: what is proposed is not pushed together with anything. */
    @Override
    public GitOpsKey key() {
        return new GitOpsKey(base.key().url(), branch, base.key().login());
    }

    @Override
    public String append(Map<String, String> files, String text, Optional<Credential> key) {
        said = text;
        return base.append(files, text, key);
    }
}
