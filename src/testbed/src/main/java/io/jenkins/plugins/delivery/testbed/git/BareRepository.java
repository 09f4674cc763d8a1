package io.jenkins.plugins.delivery.testbed.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.Merger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** What a site does inside the repositories that it hosts: looks at branches and merges them. */
public final class BareRepository {

    /** How a site merges. */
    public enum MergeKind {
        /** A commit with two parents. */
        MERGE,
        /** One new commit for all of the branch. */
        SQUASH,
        /** The branch's newest commit, copied; enough for branches of one commit. */
        REBASE
    }

    private final Path directory;

    private BareRepository(Path directory) {
        this.directory = directory;
    }

    /** A repository of a server. */
    public static BareRepository of(GitServer server, String name) {
        return new BareRepository(server.repositoryDirectory(name));
    }

    /** The newest commit of a branch; empty when there is no such branch. */
    public String tip(String branch) {
        return in(repository -> {
            ObjectId tip = repository.resolve("refs/heads/" + branch);
            return tip == null ? "" : tip.name();
        });
    }

    /** A commit's parents, and behind them its tree. */
    public List<String> parentsAndTree(String commit) {
        return in(repository -> {
            try (RevWalk walk = new RevWalk(repository)) {
                RevCommit found = parse(walk, repository, commit);
                return Stream.concat(
                                Arrays.stream(found.getParents()).map(RevCommit::name),
                                Stream.of(found.getTree().name()))
                        .toList();
            }
        });
    }

    /** Whether a commit with this full id is here. */
    public boolean exists(String commit) {
        return in(repository -> repository.getObjectDatabase().has(ObjectId.fromString(commit)));
    }

    /** Whether a branch has this commit. */
    public boolean contains(String branch, String commit) {
        return in(repository -> {
            try (RevWalk walk = new RevWalk(repository)) {
                return walk.isMergedInto(parse(walk, repository, commit), parse(walk, repository, branch));
            }
        });
    }

    /** Whether two branches changed the same lines. */
    public boolean conflicts(String base, String head) {
        return in(repository -> {
            try (RevWalk walk = new RevWalk(repository)) {
                return !merger(repository).merge(parse(walk, repository, base), parse(walk, repository, head));
            }
        });
    }

    /** Whether a branch lacks commits of its base. */
    public boolean behind(String base, String head) {
        return !contains(head, tip(base));
    }

    /** Takes a branch away; one that is not there is fine. */
    public void delete(String branch) {
        in(repository -> {
            RefUpdate update = repository.updateRef("refs/heads/" + branch);
            update.setForceUpdate(true);
            return update.delete();
        });
    }

    /** The newest commit that two have in common; empty when there is none. */
    public String mergeBase(String one, String other) {
        return in(repository -> {
            try (RevWalk walk = new RevWalk(repository)) {
                walk.setRevFilter(RevFilter.MERGE_BASE);
                walk.markStart(parse(walk, repository, one));
                walk.markStart(parse(walk, repository, other));
                RevCommit base = walk.next();
                return base == null ? "" : base.name();
            }
        });
    }

    /**
     * The commits that one has and another has not, newest first.
     *
     * @param firstParent whether of merges only the merge itself is listed
     * @return each with its parents
     */
    public Map<String, List<String>> range(String since, String commit, boolean firstParent) {
        return in(repository -> {
            try (RevWalk walk = new RevWalk(repository)) {
                walk.setFirstParent(firstParent);
                walk.sort(RevSort.TOPO);
                walk.markStart(parse(walk, repository, commit));
                Set<String> known = new HashSet<>();
                try (RevWalk older = new RevWalk(repository)) {
                    older.markStart(parse(older, repository, since));
                    older.forEach(found -> known.add(found.name()));
                }
                Map<String, List<String>> range = new LinkedHashMap<>();
                for (RevCommit found : walk) {
                    if (!known.contains(found.name())) {
                        range.put(
                                found.name(),
                                Arrays.stream(found.getParents())
                                        .map(RevCommit::name)
                                        .toList());
                    }
                }
                return range;
            }
        });
    }

    /**
     * Merges one branch into another.
     *
     * @param message of the new commit; a rebase keeps that of the branch
     * @return the new tip of the base
     */
    public String merge(String base, String head, MergeKind kind, String message) {
        return in(repository -> {
            try (RevWalk walk = new RevWalk(repository)) {
                RevCommit ours = parse(walk, repository, base);
                RevCommit theirs = parse(walk, repository, head);
                CommitBuilder commit = merged(repository, ours, theirs);
                if (kind == MergeKind.MERGE) {
                    commit.addParentId(theirs);
                }
                if (kind == MergeKind.REBASE) {
                    commit.setAuthor(theirs.getAuthorIdent());
                }
                commit.setMessage(kind == MergeKind.REBASE ? theirs.getFullMessage() : message);
                return moved(repository, base, inserted(repository, commit));
            }
        });
    }

    /**
     * Squashes a branch and merges the one commit that comes of it, as GitLab does.
     *
     * @param squashMessage of that commit
     * @param message of the merge
     * @return the squashed commit, and the new tip of the base
     */
    public List<String> squashAndMerge(String base, String head, String squashMessage, String message) {
        return in(repository -> {
            try (RevWalk walk = new RevWalk(repository)) {
                RevCommit ours = parse(walk, repository, base);
                CommitBuilder squash = merged(repository, ours, parse(walk, repository, head));
                squash.setMessage(squashMessage);
                ObjectId squashed = inserted(repository, squash);
                CommitBuilder merge = merged(repository, ours, walk.parseCommit(squashed));
                merge.addParentId(squashed);
                merge.setMessage(message);
                return List.of(squashed.name(), moved(repository, base, inserted(repository, merge)));
            }
        });
    }

    /** Moves a branch on to another's newest commit, which has to contain its own. */
    public String fastForward(String base, String head) {
        if (behind(base, head)) {
            throw new IllegalStateException(head + " is behind " + base);
        }
        return in(repository -> moved(repository, base, repository.resolve(head)));
    }

    /** A commit of what both come to, on the first. */
    private static CommitBuilder merged(Repository repository, RevCommit ours, RevCommit theirs) throws IOException {
        Merger merger = merger(repository);
        if (!merger.merge(ours, theirs)) {
            throw new IllegalStateException(theirs.name() + " conflicts with " + ours.name());
        }
        PersonIdent site = new PersonIdent("Site", "noreply@site.example");
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(merger.getResultTreeId());
        commit.addParentId(ours);
        commit.setAuthor(site);
        commit.setCommitter(site);
        return commit;
    }

    private static ObjectId inserted(Repository repository, CommitBuilder commit) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId made = inserter.insert(commit);
            inserter.flush();
            return made;
        }
    }

    private static String moved(Repository repository, String branch, ObjectId to) throws IOException {
        RefUpdate update = repository.updateRef("refs/heads/" + branch);
        update.setNewObjectId(to);
        update.forceUpdate();
        return to.name();
    }

    private static Merger merger(Repository repository) {
        return MergeStrategy.RECURSIVE.newMerger(repository, true);
    }

    private static RevCommit parse(RevWalk walk, Repository repository, String name) throws IOException {
        ObjectId branch = repository.resolve("refs/heads/" + name);
        return walk.parseCommit(branch == null ? ObjectId.fromString(name) : branch);
    }

    private interface Work<T> {
        T in(Repository repository) throws IOException;
    }

    private <T> T in(Work<T> work) {
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(directory.toFile()).build()) {
            return work.in(repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
