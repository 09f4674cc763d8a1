package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.history.CommitLog;
import io.jenkins.plugins.delivery.engine.history.LoggedCommit;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsKey;
import io.jenkins.plugins.delivery.engine.promotion.jgit.BareClones.Use;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The log of a branch from a bare clone that the process keeps. That begins shallow and gets more history when a search comes to its
 * end, which stays for the next log; promotions have another, so that they never wait for it. The walk follows the first parents, which
 * is the order in which things landed, and shows what each merge brought after it. The records beside the branch are shown between its
 * commits, by their time.
 */
public final class JGitCommitLog implements CommitLog {

    private final JGitRemote remote;
    private final Instant since;
    private final BareClone clone;
    private JGitRemote.Tips tips;

    private JGitCommitLog(JGitRemote remote, Instant since, BareClone clone) {
        this.remote = remote;
        this.since = since;
        this.clone = clone;
    }

    /** Fits {@link CommitLog.Opener}. */
    public static CommitLog open(GitOpsAddress address, Instant since, EngineContext context) {
        JGitRemote remote = new JGitRemote(address, context);
        GitOpsKey key = GitOpsKey.of(address, context);
        JGitCommitLog log = new JGitCommitLog(remote, since, BareClones.borrow(key, Use.HISTORY));
        try {
            log.tips = log.clone.fetch(remote);
            return log;
        } catch (RuntimeException e) {
            boolean again = log.isDamaged();
            log.close();
            if (again) {
                // The next is of another clone, in which nothing can be damaged yet.
                return open(address, since, context);
            }
            throw e;
        }
    }

    @Override
    public boolean isDamaged() {
        return !clone.isSound();
    }

    @Override
    public <T> Optional<T> search(Function<LoggedCommit, Optional<T>> look) {
        try (FirstParents branch = new FirstParents(clone, remote, tips.branch(), since);
                FirstParents records = new FirstParents(clone, remote, tips.records(), since)) {
            while (true) {
                Optional<FirstParents.Step> step = later(branch.peek(), records.peek());
                if (step.isEmpty()) {
                    return Optional.empty();
                }
                Optional<T> found = step.get().show(look);
                if (found.isPresent()) {
                    return found;
                }
                step.get().walk().forward();
            }
        } catch (IOException e) {
            throw clone.spoiled("The history", e);
        }
    }

    private static Optional<FirstParents.Step> later(
            Optional<FirstParents.Step> one, Optional<FirstParents.Step> other) {
        boolean first = other.isEmpty()
                || one.isPresent() && one.get().landed().isAfter(other.get().landed());
        return first ? one : other;
    }

    @Override
    public void close() {
        BareClones.giveBack(clone);
    }
}
