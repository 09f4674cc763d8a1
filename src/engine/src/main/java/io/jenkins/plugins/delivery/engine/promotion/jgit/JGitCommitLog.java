package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryLog;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.history.CommitLog;
import io.jenkins.plugins.delivery.engine.history.LoggedCommit;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FileUtils;

/**
 * The log of a branch from a bare clone in a temporary directory. It begins shallow and gets more history when a search comes to its
 * end. The walk follows the first parents, which is the order in which things landed, and shows what each merge brought after it.
 */
public final class JGitCommitLog implements CommitLog {

    /** Depths to go to, one after the other. */
    private static final int[] DEPTHS = {200, 2000, 20_000, Constants.INFINITE_DEPTH};

    /** Clocks differ: so many commits in a row have to be too old before the rest is taken to be. */
    private static final int SLOP = 10;

    /** After so many commits a fresh walk takes over, since one keeps every commit that it met. */
    private static final int LONGEST_WALK = 2000;

    private final Path directory;
    private final Repository repository;
    private final JGitRemote remote;
    private final Instant since;
    private final DeliveryLog log;
    private int reach;
    private ObjectId tip;

    private JGitCommitLog(Path directory, Repository repository, JGitRemote remote, Instant since, DeliveryLog log) {
        this.directory = directory;
        this.repository = repository;
        this.remote = remote;
        this.since = since;
        this.log = log;
    }

    /** Fits {@link CommitLog.Opener}. */
    public static CommitLog open(GitOpsAddress address, Instant since, EngineContext context) {
        JGitCommitLog log;
        try {
            Path directory = Files.createTempDirectory("delivery-history");
            Repository repository = new FileRepositoryBuilder()
                    .setBare()
                    .setGitDir(directory.toFile())
                    .build();
            repository.create(true);
            // JGit would tidy up in the background after a fetch, in a directory that is about to go.
            repository.getConfig().setInt("gc", null, "auto", 0);
            repository.getConfig().setBoolean("gc", null, "autoDetach", false);
            repository.getConfig().save();
            log = new JGitCommitLog(directory, repository, new JGitRemote(address, context), since, context.log());
        } catch (IOException e) {
            throw new TerminalException(
                    "No room for a clone of " + address.url() + " (" + e.getMessage() + ").",
                    "Check the temporary directory of this machine.",
                    e);
        }
        try {
            log.tip = log.remote.fetch(log.repository, DEPTHS[0]);
            return log;
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    @Override
    public <T> Optional<T> search(Function<LoggedCommit, Optional<T>> look) {
        ObjectId next = tip;
        int old = 0;
        try {
            while (next != null && old < SLOP) {
                try (RevWalk walk = new RevWalk(repository)) {
                    for (int i = 0; i < LONGEST_WALK && next != null && old < SLOP; i++) {
                        RevCommit commit = walk.parseCommit(next);
                        Optional<List<ObjectId>> brought = brought(commit);
                        if (brought.isEmpty()) {
                            // The history goes on where this clone ended; a fresh walk sees it.
                            break;
                        }
                        Instant landed = commit.getCommitterIdent().getWhenAsInstant();
                        old = landed.isBefore(since) ? old + 1 : 0;
                        Optional<T> found = landed.isBefore(since)
                                ? Optional.empty()
                                : show(walk, commit, brought.get(), landed, look);
                        if (found.isPresent()) {
                            return found;
                        }
                        next = commit.getParentCount() == 0
                                ? null
                                : commit.getParent(0).copy();
                        commit.disposeBody();
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private <T> Optional<T> show(
            RevWalk walk,
            RevCommit commit,
            List<ObjectId> brought,
            Instant landed,
            Function<LoggedCommit, Optional<T>> look)
            throws IOException {
        Optional<T> found = look.apply(new JGitLoggedCommit(repository, commit, landed));
        for (int i = 0; found.isEmpty() && i < brought.size(); i++) {
            RevCommit side = walk.parseCommit(brought.get(i));
            found = look.apply(new JGitLoggedCommit(repository, side, landed));
            side.disposeBody();
        }
        return found;
    }

    /**
     * What a commit brought to the branch beside itself: what its other parents have and its first has not, newest first.
     *
     * @return empty when the clone ended there and was deepened
     */
    private Optional<List<ObjectId>> brought(RevCommit commit) throws IOException {
        if (commit.getParentCount() == 0) {
            return isCutOff(commit) && deepen() ? Optional.empty() : Optional.of(List.of());
        }
        List<ObjectId> brought = new ArrayList<>();
        if (commit.getParentCount() == 1) {
            return Optional.of(brought);
        }
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markUninteresting(walk.parseCommit(commit.getParent(0)));
            for (int i = 1; i < commit.getParentCount(); i++) {
                walk.markStart(walk.parseCommit(commit.getParent(i)));
            }
            for (RevCommit side : walk) {
                if (side.getParentCount() == 0 && isCutOff(side) && deepen()) {
                    return Optional.empty();
                }
                brought.add(side.copy());
                side.disposeBody();
            }
        }
        return Optional.of(brought);
    }

    private boolean isCutOff(RevCommit commit) throws IOException {
        return repository.getObjectDatabase().getShallowCommits().contains(commit);
    }

    /** Gets more history of the same tip; false when all of it is here. */
    private boolean deepen() {
        if (reach == DEPTHS.length - 1) {
            return false;
        }
        reach++;
        // A newer tip is for the next log.
        remote.fetch(repository, DEPTHS[reach]);
        return true;
    }

    @Override
    public void close() {
        repository.close();
        try {
            FileUtils.delete(directory.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY);
        } catch (IOException e) {
            // What was read is read: a leftover directory must not turn it into a failure.
            log.warn("The temporary clone " + directory + " could not be removed (" + e.getMessage() + ").");
        }
    }

    private static TerminalException unreadable(IOException e) {
        return new TerminalException(
                "The clone of the GitOps repository cannot be read (" + e.getMessage() + ").",
                "Run the step again.",
                e);
    }
}
