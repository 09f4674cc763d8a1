package io.jenkins.plugins.delivery.engine.promotion.jgit;

import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Whether a failed fetch is the clone's own fault: JGit puts that in the same words as a failure of the remote. */
final class CloneDamage {

    /** A damaged clone shows it within so many commits. */
    private static final int LOOKED_AT = 100;

    private final Repository repository;

    CloneDamage(Repository repository) {
        this.repository = repository;
    }

    /** @param tips what was fetched before; null when nothing was */
    boolean isFound(JGitRemote.Tips tips) {
        try (RevWalk walk = new RevWalk(repository)) {
            // A failed fetch of a clone that is empty has nothing to lose, so a new one is as good.
            Ref branch = repository.getRefDatabase().getRefsByPrefix(Constants.R_REMOTES).stream()
                    .findFirst()
                    .orElse(null);
            if (branch == null || tips == null) {
                return tips != null;
            }
            walk.markStart(walk.parseCommit(branch.getObjectId()));
            walk.parseTree(walk.parseCommit(tips.branch()).getTree());
            for (int i = 0; i < LOOKED_AT && walk.next() != null; i++) {
                continue;
            }
            return false;
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }
}
