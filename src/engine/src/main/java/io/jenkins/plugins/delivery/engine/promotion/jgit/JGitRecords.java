package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsKey;
import io.jenkins.plugins.delivery.engine.promotion.HistoryCommit;
import io.jenkins.plugins.delivery.engine.promotion.PushOutcome;
import io.jenkins.plugins.delivery.engine.promotion.RepositoryView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;

/** Reads a branch and writes to the branch of records, which begins without a parent and shares no commit with the other. */
final class JGitRecords extends RepositoryView {

    private final JGitGitOpsRepository branch;
    private final JGitRemote remote;
    private final Appended appended = new Appended();
    private ObjectId from;
    private ObjectId newest;

    JGitRecords(JGitGitOpsRepository branch, JGitRemote remote) {
        super(branch);
        this.branch = branch;
        this.remote = remote;
    }

    @Override
    public void fetch() {
        branch.fetch();
        begin();
    }

    @Override
    public boolean recall() {
        boolean known = branch.recall();
        if (known) {
            begin();
        }
        return known;
    }

    private void begin() {
        from = branch.recorded().map(ObjectId::fromString).orElse(null);
        newest = from;
        appended.clear();
    }

    /** A queue for each branch that is read: what is written depends on it. */
    @Override
    public GitOpsKey key() {
        GitOpsKey key = branch.key();
        return new GitOpsKey(key.url(), RECORDS + " beside " + key.branch(), key.login());
    }

    @Override
    public Optional<String> recorded() {
        return Optional.ofNullable(newest).map(ObjectId::name);
    }

    @Override
    public Optional<String> written() {
        return recorded();
    }

    @Override
    public <T> Optional<T> search(int atMost, Function<HistoryCommit, Optional<T>> look) {
        Optional<T> fresh = appended.search(atMost, look);
        return fresh.isPresent() ? fresh : branch.search(atMost - appended.size(), look);
    }

    /** A record is younger than what it tells of, whatever the clocks say: they are read in the order of time. */
    @Override
    public String append(Map<String, String> files, String message, Optional<Credential> key) {
        JGitFiles made = new JGitFiles(branch.inUse());
        Instant after = made.madeAt(ObjectId.fromString(branch.tip())).plusSeconds(1);
        ObjectId parent = newest;
        newest = made.commit(parent, files, message, key, after);
        appended.add(newest, parent, message);
        return newest.name();
    }

    @Override
    public PushOutcome push() {
        PushOutcome outcome = remote.pushRecords(branch.inUse().repository(), from, newest);
        if (outcome.kind() == PushOutcome.Kind.ACCEPTED) {
            branch.inUse().pushedRecords(newest);
            branch.recall();
            from = newest;
            appended.clear();
        }
        return outcome;
    }
}
