package io.jenkins.plugins.delivery.engine.gitflow.jgit;

import io.jenkins.plugins.delivery.engine.gitflow.Conflict;
import io.jenkins.plugins.delivery.engine.gitflow.ConflictKind;
import io.jenkins.plugins.delivery.engine.version.Commit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Says of each path that could not be merged what happened to it on either side, and who did it. */
final class ConflictReader {

    private final Repository repository;
    private final RevCommit base;
    private final RevCommit target;
    private final RevCommit source;

    ConflictReader(Repository repository, RevCommit base, RevCommit target, RevCommit source) {
        this.repository = repository;
        this.base = base;
        this.target = target;
        this.source = source;
    }

    List<Conflict> read(List<String> paths) throws IOException {
        List<Conflict> conflicts = new ArrayList<>();
        for (String path : new TreeSet<>(paths)) {
            conflicts.add(new Conflict(path, kind(path), newest(path, source, target), newest(path, target, source)));
        }
        return conflicts;
    }

    private ConflictKind kind(String path) throws IOException {
        FileMode before = mode(base, path);
        FileMode here = mode(source, path);
        FileMode there = mode(target, path);
        if (List.of(before, here, there).contains(FileMode.GITLINK)) {
            return ConflictKind.SUBMODULE;
        }
        if (here.equals(FileMode.TREE) || there.equals(FileMode.TREE)) {
            return ConflictKind.FILE_DIRECTORY;
        }
        if (here.equals(FileMode.MISSING)) {
            return ConflictKind.DELETED_IN_SOURCE;
        }
        if (there.equals(FileMode.MISSING)) {
            return ConflictKind.DELETED_IN_TARGET;
        }
        return before.equals(FileMode.MISSING) ? ConflictKind.BOTH_ADDED : ConflictKind.CONTENT;
    }

    private FileMode mode(RevCommit commit, String path) throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(repository, path, commit.getTree())) {
            return walk == null ? FileMode.MISSING : walk.getFileMode(0);
        }
    }

    /** Merges are left out: who merged a change is seldom who can say what it means. */
    private Optional<Commit> newest(String path, RevCommit has, RevCommit lacks) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(has));
            walk.markUninteresting(walk.parseCommit(lacks));
            walk.setRevFilter(RevFilter.NO_MERGES);
            walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
            RevCommit commit = walk.next();
            return commit == null ? Optional.empty() : Optional.of(Commits.plain(commit));
        }
    }
}
