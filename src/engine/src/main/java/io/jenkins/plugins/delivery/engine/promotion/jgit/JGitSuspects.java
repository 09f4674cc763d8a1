package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.card.Suspects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/** The commits that one build has and an earlier one has not. */
final class JGitSuspects {

    /** More than anybody reads; keeps a long history from being walked to its end. */
    private static final int COUNTED = 1000;

    private JGitSuspects() {}

    /**
     * @param older null when not known
     * @return empty when the repository does not have the newer commit
     */
    static Optional<Suspects> between(Repository repository, String older, String newer) {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit last = walk.parseCommit(ObjectId.fromString(newer));
            if (older == null || !has(walk, older)) {
                return Optional.of(new Suspects(null, 1, List.of(commit(last))));
            }
            walk.markStart(last);
            walk.markUninteresting(walk.parseCommit(ObjectId.fromString(older)));
            walk.setRevFilter(RevFilter.NO_MERGES);
            List<Suspects.Commit> newest = new ArrayList<>();
            int count = 0;
            for (RevCommit commit = walk.next(); commit != null && count < COUNTED; commit = walk.next()) {
                count++;
                if (newest.size() < Suspects.MOST) {
                    newest.add(commit(commit));
                }
            }
            return Optional.of(new Suspects(older, count, newest));
        } catch (MissingObjectException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new TerminalException(
                    "The history of the service cannot be read (" + e.getMessage() + ").", "Check the checkout.", e);
        }
    }

    private static boolean has(RevWalk walk, String commit) throws IOException {
        try {
            walk.parseCommit(ObjectId.fromString(commit));
            return true;
        } catch (MissingObjectException e) {
            return false;
        }
    }

    private static Suspects.Commit commit(RevCommit commit) {
        return new Suspects.Commit(commit.name(), commit.getAuthorIdent().getName(), commit.getShortMessage());
    }
}
