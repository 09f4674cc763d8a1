package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.promotion.Ancestry;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsKey;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.HistoryCommit;
import io.jenkins.plugins.delivery.engine.promotion.PushOutcome;
import io.jenkins.plugins.delivery.engine.promotion.jgit.BareClones.Use;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;

/** One run's view of a branch: its own log-in and its own commits, over a clone that the process keeps. */
public final class JGitGitOpsRepository implements GitOpsRepository {

    private final GitOpsKey key;
    private final JGitRemote remote;
    private final Appended appended = new Appended();
    private BareClone clone;
    private JGitRemote.Tips base;
    private ObjectId tip;

    private JGitGitOpsRepository(GitOpsKey key, JGitRemote remote, BareClone clone) {
        this.key = key;
        this.remote = remote;
        this.clone = clone;
    }

    /** Makes the view; nothing is fetched yet. */
    public static GitOpsRepository open(GitOpsAddress address, EngineContext context) {
        GitOpsKey key = GitOpsKey.of(address, context);
        return new JGitGitOpsRepository(key, new JGitRemote(address, context), BareClones.borrow(key, Use.BRANCH));
    }

    @Override
    public GitOpsKey key() {
        return key;
    }

    @Override
    public void fetch() {
        if (!clone.isSound()) {
            renew();
        }
        try {
            start(clone.fetch(remote));
        } catch (RuntimeException e) {
            if (clone.isSound()) {
                throw e;
            }
            renew();
            start(clone.fetch(remote));
        }
    }

    private void renew() {
        BareClone old = clone;
        clone = BareClones.borrow(key, Use.BRANCH);
        BareClones.giveBack(old);
    }

    @Override
    public boolean recall() {
        JGitRemote.Tips seen = clone.isSound() ? clone.tips() : null;
        if (seen != null) {
            start(seen);
        }
        return seen != null;
    }

    private void start(JGitRemote.Tips tips) {
        base = tips;
        tip = tips.branch();
        appended.clear();
    }

    @Override
    public String tip() {
        return tip.name();
    }

    @Override
    public Optional<String> recorded() {
        return Optional.ofNullable(base.records()).map(ObjectId::name);
    }

    @Override
    public GitOpsRepository records() {
        return new JGitRecords(this, remote);
    }

    /** Another one after {@link #fetch}, when this one is spoiled. */
    BareClone inUse() {
        return clone;
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
        if (!isRecord(id) && relation(id, tip()) != Ancestry.YES) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(clone.repository())) {
            return Optional.of(CommitList.history(clone.repository(), walk.parseCommit(ObjectId.fromString(id))));
        } catch (IOException e) {
            throw clone.spoiled("Commit " + id, e);
        }
    }

    /** As far as this clone knows: the history of the branch is not fetched for that. */
    private boolean isRecord(String id) {
        ObjectId newest = base.records();
        return newest != null
                && ObjectId.isId(id)
                && JGitAncestry.relation(clone.repository(), id, newest.name()) == Ancestry.YES;
    }

    @Override
    public <T> Optional<T> search(int atMost, Function<HistoryCommit, Optional<T>> look) {
        Optional<T> fresh = appended.search(atMost, look);
        return fresh.isPresent() ? fresh : clone.commits(base).search(atMost - appended.size(), look, remote);
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
        ObjectId parent = tip;
        tip = new JGitFiles(clone).commit(parent, texts, message, signature);
        appended.add(tip, parent, message);
        return tip.name();
    }

    @Override
    public PushOutcome push() {
        PushOutcome outcome = remote.push(clone.repository(), base.branch(), tip);
        if (outcome.kind() == PushOutcome.Kind.ACCEPTED) {
            clone.pushed(tip);
            start(new JGitRemote.Tips(tip, base.records()));
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
