package io.jenkins.plugins.delivery.engine.promotion;

import java.util.Optional;
import java.util.function.Function;

/** A view of a branch that reads like another one; what becomes of its commits is up to the kind of view. */
public abstract class RepositoryView implements GitOpsRepository {

    private final GitOpsRepository branch;

    protected RepositoryView(GitOpsRepository branch) {
        this.branch = branch;
    }

    @Override
    public void fetch() {
        branch.fetch();
    }

    @Override
    public boolean recall() {
        return branch.recall();
    }

    @Override
    public String tip() {
        return branch.tip();
    }

    @Override
    public Optional<String> recorded() {
        return branch.recorded();
    }

    @Override
    public GitOpsRepository records() {
        return branch.records();
    }

    @Override
    public String read(String commit, String file) {
        return branch.read(commit, file);
    }

    @Override
    public boolean has(String commit, String file) {
        return branch.has(commit, file);
    }

    @Override
    public Optional<HistoryCommit> commit(String id) {
        return branch.commit(id);
    }

    @Override
    public <T> Optional<T> search(int atMost, Function<HistoryCommit, Optional<T>> look) {
        return branch.search(atMost, look);
    }

    @Override
    public Ancestry relation(String ancestor, String descendant) {
        return branch.relation(ancestor, descendant);
    }

    @Override
    public String diff(String file, String before, String after) {
        return branch.diff(file, before, after);
    }

    @Override
    public PushOutcome propose(String other, String commit) {
        return branch.propose(other, commit);
    }

    @Override
    public void withdraw(String other) {
        branch.withdraw(other);
    }

    @Override
    public void close() {
        branch.close();
    }
}
