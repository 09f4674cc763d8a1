package io.jenkins.plugins.delivery.engine.git.jgit;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The files that the checked-out commit has changed since it went its own way. */
public final class WorkspaceChanges {

    private WorkspaceChanges() {}

    /**
     * @param base commit, tag or branch; of a branch that is only at the remote without its name
     * @return paths from the root of the repository, those of deleted files, too; empty when it cannot be told, because the base, or the
     *     commit where both part, is not in this clone
     */
    public static Optional<List<String>> since(String base, EngineContext context) {
        try (Repository clone = LocalClone.open(context);
                RevWalk walk = new RevWalk(clone)) {
            ObjectId from = named(clone, base);
            ObjectId head = clone.resolve("HEAD");
            if (from == null || head == null) {
                return Optional.empty();
            }
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(from));
            walk.markStart(walk.parseCommit(head));
            RevCommit parting = walk.next();
            return parting == null ? Optional.empty() : Optional.of(between(clone, parting, head));
        } catch (DeliveryException | IOException e) {
            context.log().info("What has changed since " + base + " cannot be told: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static ObjectId named(Repository clone, String base) throws IOException {
        // The remote's branch first: a local one of that name is as old as the agent's last visit.
        ObjectId remote = clone.resolve("refs/remotes/origin/" + base + "^{commit}");
        return remote != null ? remote : clone.resolve(base + "^{commit}");
    }

    private static List<String> between(Repository clone, RevCommit old, ObjectId head) throws IOException {
        List<String> paths = new ArrayList<>();
        try (RevWalk trees = new RevWalk(clone);
                TreeWalk files = new TreeWalk(clone)) {
            files.setRecursive(true);
            files.addTree(trees.parseCommit(old).getTree());
            files.addTree(trees.parseCommit(head).getTree());
            files.setFilter(TreeFilter.ANY_DIFF);
            while (files.next()) {
                paths.add(files.getPathString());
            }
        }
        return paths;
    }
}
