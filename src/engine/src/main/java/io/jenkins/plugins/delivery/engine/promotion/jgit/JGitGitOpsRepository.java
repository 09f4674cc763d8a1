package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.promotion.Ancestry;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsKey;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.HistoryCommit;
import io.jenkins.plugins.delivery.engine.promotion.PushOutcome;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;

/** One run's view of a branch: its own log-in and its own commits, over a clone that the process keeps. */
public final class JGitGitOpsRepository implements GitOpsRepository {

    private final GitOpsKey key;
    private final JGitRemote remote;
    private final Deque<HistoryCommit> appended = new ArrayDeque<>();
    private BareClone clone;
    private ObjectId base;
    private ObjectId tip;

    private JGitGitOpsRepository(GitOpsKey key, JGitRemote remote, BareClone clone) {
        this.key = key;
        this.remote = remote;
        this.clone = clone;
    }

    /** Makes the view; nothing is fetched yet. */
    public static GitOpsRepository open(GitOpsAddress address, EngineContext context) {
        GitOpsKey key = GitOpsKey.of(address, context);
        return new JGitGitOpsRepository(key, new JGitRemote(address, context), borrow(key));
    }

    private static BareClone borrow(GitOpsKey key) {
        try {
            return BareClones.borrow(key);
        } catch (IOException e) {
            throw new TerminalException(
                    "No room for a clone of " + key.url() + " (" + e.getMessage() + ").",
                    "Check the temporary directory of this machine.",
                    e);
        }
    }

    @Override
    public GitOpsKey key() {
        return key;
    }

    @Override
    public void fetch() {
        if (!clone.isSound()) {
            BareClone fresh = borrow(key);
            BareClones.giveBack(clone);
            clone = fresh;
        }
        start(clone.fetch(remote));
    }

    @Override
    public boolean recall() {
        ObjectId seen = clone.isSound() ? clone.tip() : null;
        if (seen != null) {
            start(seen);
        }
        return seen != null;
    }

    private void start(ObjectId commit) {
        base = commit;
        tip = commit;
        appended.clear();
    }

    @Override
    public String tip() {
        return tip.name();
    }

    @Override
    public String read(String commit, String file) {
        return new JGitFiles(clone).read(commit, file);
    }

    @Override
    public boolean has(String commit, String file) {
        return new JGitFiles(clone).find(commit, file).isPresent();
    }

    @Override
    public Optional<HistoryCommit> commit(String id) {
        if (relation(id, tip()) != Ancestry.YES) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(clone.repository())) {
            return Optional.of(CommitList.history(walk.parseCommit(ObjectId.fromString(id))));
        } catch (IOException e) {
            throw clone.spoiled("Commit " + id, e);
        }
    }

    @Override
    public <T> Optional<T> search(int atMost, Function<HistoryCommit, Optional<T>> look) {
        int looked = 0;
        for (HistoryCommit commit : appended) {
            Optional<T> found = looked++ < atMost ? look.apply(commit) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        CommitList commits = clone.commits(base);
        for (int place = 0; looked < atMost; looked++, place++) {
            int reach = clone.reach();
            Optional<HistoryCommit> commit = commits.get(place);
            while (commit.isEmpty() && clone.deepen(reach, remote)) {
                reach = clone.reach();
                commit = commits.get(place);
            }
            Optional<T> found = commit.flatMap(look);
            if (commit.isEmpty() || found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public Ancestry relation(String ancestor, String descendant) {
        if (!ObjectId.isId(ancestor) || !ObjectId.isId(descendant)) {
            return Ancestry.UNKNOWN;
        }
        int reach = clone.reach();
        Ancestry answer = JGitAncestry.relation(clone.repository(), ancestor, descendant);
        while (answer == Ancestry.UNKNOWN && clone.deepen(reach, remote)) {
            reach = clone.reach();
            answer = JGitAncestry.relation(clone.repository(), ancestor, descendant);
        }
        return answer;
    }

    @Override
    public String diff(String file, String before, String after) {
        return JGitFiles.diff(file, before, after);
    }

    @Override
    public String append(Map<String, String> texts, String message, Optional<Credential> signature) {
        String parent = tip();
        tip = new JGitFiles(clone).commit(tip, texts, message, signature);
        appended.push(new HistoryCommit(tip.name(), parent, message));
        return tip.name();
    }

    @Override
    public PushOutcome push() {
        PushOutcome outcome = remote.push(clone.repository(), base, tip);
        if (outcome.kind() == PushOutcome.Kind.ACCEPTED) {
            clone.pushed(tip);
            start(tip);
        }
        return outcome;
    }

    @Override
    public PushOutcome propose(String branch, String expected) {
        return remote.propose(clone.repository(), branch, expected == null ? null : ObjectId.fromString(expected), tip);
    }

    @Override
    public void withdraw(String branch) {
        remote.withdraw(clone.repository(), branch);
    }

    @Override
    public void close() {
        BareClones.giveBack(clone);
    }
}
