package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.RetryableException;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A bare shallow clone of one branch, without a work tree, that every run with the same log-in reads and commits in at the same time. It
 * begins with the newest commits and gets more history only when a question needs it. It holds nothing that the remote does not have
 * for long: when anything is wrong with it, it is made anew.
 */
final class BareClone {

    /** Depths to go to, one after the other, while a question is open. */
    private static final int[] DEPTHS = {100, 2000, 20_000, Constants.INFINITE_DEPTH};

    private final Path directory;
    private final Repository repository;
    private final CloneRoom room;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile int reach;
    private volatile boolean spoiled;
    private long ticks;
    private long begun;
    private long pushes;
    private JGitRemote.Tips tips;
    private RuntimeException failure;
    private SoftReference<CommitList> commits = new SoftReference<>(null);

    private BareClone(Path directory, Repository repository) {
        this.directory = directory;
        this.repository = repository;
        this.room = new CloneRoom(directory);
    }

    /** Makes an empty one. Neither the remote's address nor any credentials are written to it. */
    static BareClone in(Path directory) throws IOException {
        Repository repository = new FileRepositoryBuilder()
                .setBare()
                .setGitDir(directory.toFile())
                .build();
        repository.create(true);
        // JGit would tidy up in the background, under the hands of those who read.
        repository.getConfig().setInt("gc", null, "auto", 0);
        repository.getConfig().setBoolean("gc", null, "autoDetach", false);
        repository.getConfig().save();
        return new BareClone(directory, repository);
    }

    Repository repository() {
        return repository;
    }

    Path directory() {
        return directory;
    }

    /** How much history is here, to compare with later. */
    int reach() {
        return reach;
    }

    /** The branch and its records as they were seen last; null before the first fetch. */
    synchronized JGitRemote.Tips tips() {
        return tips;
    }

    /** Whether it can go on being used: nobody found a fault, nobody tidied it away, and it is not too big. */
    boolean isSound() {
        return !spoiled && Files.isRegularFile(directory.resolve(Constants.HEAD));
    }

    /** Something here cannot be read. */
    RetryableException spoiled(String what, IOException e) {
        spoiled = true;
        return new RetryableException(
                what + " cannot be read from the clone of the GitOps repository (" + e.getMessage() + ").",
                "Run the step again: it makes a new clone.",
                e);
    }

    /**
     * Fetches the branch. Who comes while a fetch runs does not know what that one has seen and needs another; all of them share it.
     */
    JGitRemote.Tips fetch(JGitRemote remote) {
        long asked;
        synchronized (this) {
            asked = ++ticks;
        }
        fetching.lock();
        try {
            synchronized (this) {
                if (begun > asked) {
                    if (failure != null) {
                        throw failure;
                    }
                    return tips;
                }
                begun = ++ticks;
                failure = null;
            }
            return fetchNow(remote);
        } catch (RuntimeException e) {
            spoiled |= new CloneDamage(repository).isFound(tips());
            synchronized (this) {
                failure = e;
            }
            throw e;
        } finally {
            fetching.unlock();
        }
    }

    private JGitRemote.Tips fetchNow(JGitRemote remote) {
        while (true) {
            long before;
            synchronized (this) {
                before = pushes;
            }
            JGitRemote.Tips found = remote.fetch(repository, tips() == null ? DEPTHS[0] : null);
            spoiled |= room.isUsedUp();
            synchronized (this) {
                // A push may have ended meanwhile, and the remote may have been looked at before it.
                if (before == pushes
                        || contains(found.branch(), tips.branch()) && contains(found.records(), tips.records())) {
                    tips = found;
                    return tips;
                }
            }
        }
    }

    private boolean contains(ObjectId newer, ObjectId older) {
        if (newer == null || older == null) {
            return older == null;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(older), walk.parseCommit(newer));
        } catch (IOException e) {
            throw spoiled("The branch", e);
        }
    }

    /** The branch is there now, by our push. */
    synchronized void pushed(ObjectId commit) {
        pushes++;
        tips = new JGitRemote.Tips(commit, tips.records());
    }

    /** The records are there now, by our push. */
    synchronized void pushedRecords(ObjectId commit) {
        pushes++;
        tips = new JGitRemote.Tips(tips.branch(), commit);
    }

    /**
     * Gets more history of the branch.
     *
     * @param known how much there was when the question came up
     * @return whether there is more now
     */
    boolean deepen(int known, JGitRemote remote) {
        fetching.lock();
        try {
            if (reach > known) {
                return true;
            }
            if (reach == DEPTHS.length - 1
                    || repository.getObjectDatabase().getShallowCommits().isEmpty()) {
                return false;
            }
            remote.fetch(repository, DEPTHS[reach + 1]);
            reach++;
            room.measureAgain();
            return true;
        } catch (IOException e) {
            throw spoiled("The history", e);
        } finally {
            fetching.unlock();
        }
    }

    /** The history from a commit backwards; that of the newest one that was asked for is kept. */
    synchronized CommitList commits(JGitRemote.Tips from) {
        CommitList kept = commits.get();
        if (kept == null || !kept.from().equals(from)) {
            kept = new CommitList(this, from);
            commits = new SoftReference<>(kept);
        }
        return kept;
    }
}
