package io.jenkins.plugins.delivery.engine.version.jgit;

import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The tree that a component is built from. */
final class SourceTree {

    private SourceTree() {}

    /**
     * The id of the commit's tree, or of what lies at the path in it: commits to other components of a monorepo leave that one as it
     * is.
     *
     * @param path folder or file; null for everything. The whole tree stands for a path that is not there, or that a partial clone
     *     does not show.
     */
    static ObjectId of(Repository repository, RevCommit commit, String path) throws IOException {
        if (path == null) {
            return commit.getTree();
        }
        try (TreeWalk walk = TreeWalk.forPath(repository, path, commit.getTree())) {
            return walk == null ? commit.getTree() : walk.getObjectId(0);
        } catch (MissingObjectException e) {
            return commit.getTree();
        }
    }
}
