package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.git.jgit.LocalClone;
import io.jenkins.plugins.delivery.engine.version.SourceFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Compares the trees of commits with JGit; no file content is read. */
public final class JGitSourceFiles implements SourceFiles {

    @Override
    public Optional<List<String>> differences(String commit, String other, String pathFilter, EngineContext context) {
        try (Repository repository = LocalClone.open(context)) {
            return Optional.of(differences(repository, commit, other, pathFilter));
        } catch (NotFoundException | MissingObjectException e) {
            return Optional.empty();
        } catch (IOException e) {
            context.log()
                    .warn("The files of " + commit + " and " + other + " cannot be compared: " + e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private static List<String> differences(Repository repository, String commit, String other, String pathFilter)
            throws IOException {
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk files = new TreeWalk(repository)) {
            files.addTree(commits.parseCommit(ObjectId.fromString(commit)).getTree());
            files.addTree(commits.parseCommit(ObjectId.fromString(other)).getTree());
            files.setRecursive(true);
            files.setFilter(
                    pathFilter == null
                            ? TreeFilter.ANY_DIFF
                            : AndTreeFilter.create(PathFilter.create(pathFilter), TreeFilter.ANY_DIFF));
            List<String> paths = new ArrayList<>();
            while (files.next()) {
                paths.add(files.getPathString());
            }
            return List.copyOf(paths);
        }
    }
}
