package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.history.LoggedCommit;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The way from a commit to its first parent, again and again, with what each merge brought; commits that are too old are left out. */
final class FirstParents implements AutoCloseable {

    /** Clocks differ: so many commits in a row have to be too old before the rest is taken to be. */
    private static final int SLOP = 10;

    /** After so many commits a fresh walk takes over, since one keeps every commit that it met. */
    private static final int LONGEST_WALK = 2000;

    private final BareClone clone;
    private final JGitRemote remote;
    private final Instant since;
    private RevWalk walk;
    private ObjectId next;
    private ObjectId root;
    private Step step;
    private int walked;
    private int known;
    private int old;

    /** @param tip where it begins; null for nowhere */
    FirstParents(BareClone clone, JGitRemote remote, ObjectId tip, Instant since) {
        this.clone = clone;
        this.remote = remote;
        this.next = tip;
        this.since = since;
        this.known = clone.reach();
        this.walk = new RevWalk(clone.repository());
    }

    /**
     * One commit, with what it brought beside itself.
     *
     * @param walk that it belongs to
     * @param landed when it came into the branch
     */
    record Step(FirstParents walk, RevCommit commit, List<ObjectId> brought, Instant landed) {

        /** Shows all of it to a function until that finds something. */
        <T> Optional<T> show(Function<LoggedCommit, Optional<T>> look) throws IOException {
            Optional<T> found = look.apply(new JGitLoggedCommit(walk.clone, commit, landed));
            for (int i = 0; found.isEmpty() && i < brought.size(); i++) {
                RevCommit side = walk.walk.parseCommit(brought.get(i));
                found = look.apply(new JGitLoggedCommit(walk.clone, side, landed));
                side.disposeBody();
            }
            return found;
        }
    }

    /** The commit that comes next; empty at the end. */
    Optional<Step> peek() throws IOException {
        while (step == null && next != null && old < SLOP) {
            if (walked++ == LONGEST_WALK) {
                renew();
            }
            RevCommit commit = walk.parseCommit(next);
            Optional<List<ObjectId>> brought = isStale(commit) ? Optional.empty() : brought(commit);
            if (brought.isEmpty()) {
                // The history goes on where this clone ended; a fresh walk sees it.
                renew();
                continue;
            }
            Instant landed = commit.getCommitterIdent().getWhenAsInstant();
            step = new Step(this, commit, brought.get(), landed);
            old = landed.isBefore(since) ? old + 1 : 0;
            if (old > 0) {
                forward();
            }
        }
        return Optional.ofNullable(step);
    }

    /** Goes on behind that commit. */
    void forward() {
        RevCommit commit = step.commit();
        next = commit.getParentCount() == 0 ? null : commit.getParent(0).copy();
        commit.disposeBody();
        step = null;
    }

    /**
     * Whether a commit has parents that this walk does not know of: the clone ended there, and was made longer by this call, or by
     * somebody else since the walk began. Only a fresh walk that sees none either is right.
     */
    private boolean isStale(RevCommit commit) throws IOException {
        if (commit.getParentCount() > 0) {
            return false;
        }
        if (isCutOff(commit)) {
            return clone.deepen(known, remote);
        }
        boolean looked = commit.getId().equals(root);
        root = commit.copy();
        return !looked;
    }

    private void renew() {
        walk.close();
        known = clone.reach();
        walk = new RevWalk(clone.repository());
        walked = 0;
    }

    /**
     * What a commit brought to the branch beside itself: what its other parents have and its first has not, newest first.
     *
     * @return empty when the clone ended there and was deepened
     */
    private Optional<List<ObjectId>> brought(RevCommit commit) throws IOException {
        List<ObjectId> brought = new ArrayList<>();
        if (commit.getParentCount() < 2) {
            return Optional.of(brought);
        }
        try (RevWalk sides = new RevWalk(clone.repository())) {
            sides.markUninteresting(sides.parseCommit(commit.getParent(0)));
            for (int i = 1; i < commit.getParentCount(); i++) {
                sides.markStart(sides.parseCommit(commit.getParent(i)));
            }
            for (RevCommit side : sides) {
                boolean end = side.getParentCount() == 0;
                if (end && (isCutOff(side) ? clone.deepen(known, remote) : clone.reach() != known)) {
                    return Optional.empty();
                }
                brought.add(side.copy());
                side.disposeBody();
            }
        }
        return Optional.of(brought);
    }

    private boolean isCutOff(RevCommit commit) throws IOException {
        return clone.repository().getObjectDatabase().getShallowCommits().contains(commit);
    }

    @Override
    public void close() {
        walk.close();
    }
}
