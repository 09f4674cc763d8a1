package io.jenkins.plugins.delivery.engine.gitflow.jgit;

import io.jenkins.plugins.delivery.engine.version.Commit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/** Questions about which commit contains which. */
final class Commits {

    private final Repository repository;

    Commits(Repository repository) {
        this.repository = repository;
    }

    Commit read(String commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return plain(walk.parseCommit(id(commit)));
        }
    }

    boolean contains(String descendant, String ancestor) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(id(ancestor)), walk.parseCommit(id(descendant)));
        } catch (MissingObjectException e) {
            // All that the remote's branches have was fetched.
            return false;
        }
    }

    List<Commit> missing(String has, String lacks, int atMost) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.sort(RevSort.TOPO);
            walk.markStart(walk.parseCommit(id(has)));
            walk.markUninteresting(walk.parseCommit(id(lacks)));
            List<Commit> commits = new ArrayList<>();
            for (RevCommit commit = walk.next(); commit != null && commits.size() < atMost; commit = walk.next()) {
                commits.add(plain(commit));
            }
            return commits;
        }
    }

    /** First-parent lines contain a commit from some point on, so the point is found by halving. */
    Commit broughtIn(String main, String commit) throws IOException {
        List<ObjectId> line = firstParents(main, id(commit));
        int contains = 0;
        int lacks = line.size();
        while (lacks - contains > 1) {
            int middle = (contains + lacks) / 2;
            if (contains(line.get(middle).name(), commit)) {
                contains = middle;
            } else {
                lacks = middle;
            }
        }
        return read(line.get(contains).name());
    }

    /** The first-parent line from a tip down to the stop, or to its root. */
    List<ObjectId> firstParents(String tip, AnyObjectId stop) throws IOException {
        List<ObjectId> line = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(id(tip));
            while (true) {
                line.add(commit.copy());
                if (commit.equals(stop) || commit.getParentCount() == 0) {
                    return line;
                }
                commit = walk.parseCommit(commit.getParent(0));
            }
        }
    }

    static Commit plain(RevCommit commit) {
        PersonIdent author = commit.getAuthorIdent();
        return new Commit(
                commit.name(),
                Arrays.stream(commit.getParents()).map(AnyObjectId::name).toList(),
                commit.getFullMessage(),
                author == null ? "" : author.getName(),
                author == null ? "" : author.getEmailAddress());
    }

    static ObjectId id(String name) {
        return ObjectId.fromString(name);
    }
}
