package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Credential;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A view of the base branch whose pushes go to the branch of a pull request instead: always one commit on the newest base, so that there
 * is nothing to merge and nothing to conflict.
 */
final class Proposal implements GitOpsRepository {

    private final GitOpsRepository base;
    private final String branch;
    private final String expected;
    private String proposed;

    /** @param expected commit that the branch has to be at, so that nobody's commits are lost; null for any, or none */
    Proposal(GitOpsRepository base, String branch, String expected) {
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
        }
        return outcome;
    }

    /** A queue of its own: what is proposed is not pushed together with anything. */
    @Override
    public GitOpsKey key() {
        return new GitOpsKey(base.key().url(), branch, base.key().login());
    }

    @Override
    public void fetch() {
        base.fetch();
    }

    @Override
    public boolean recall() {
        return base.recall();
    }

    @Override
    public String tip() {
        return base.tip();
    }

    @Override
    public String read(String commit, String file) {
        return base.read(commit, file);
    }

    @Override
    public boolean has(String commit, String file) {
        return base.has(commit, file);
    }

    @Override
    public Optional<HistoryCommit> commit(String id) {
        return base.commit(id);
    }

    @Override
    public <T> Optional<T> search(int atMost, Function<HistoryCommit, Optional<T>> look) {
        return base.search(atMost, look);
    }

    @Override
    public Ancestry relation(String ancestor, String descendant) {
        return base.relation(ancestor, descendant);
    }

    @Override
    public String diff(String file, String before, String after) {
        return base.diff(file, before, after);
    }

    @Override
    public String append(Map<String, String> files, String message, Optional<Credential> key) {
        return base.append(files, message, key);
    }

    @Override
    public PushOutcome propose(String other, String commit) {
        return base.propose(other, commit);
    }

    @Override
    public void withdraw(String other) {
        base.withdraw(other);
    }

    @Override
    public void close() {
        base.close();
    }
}
