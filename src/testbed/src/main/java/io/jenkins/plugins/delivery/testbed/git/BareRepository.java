package io.jenkins.plugins.delivery.testbed.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.Merger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
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

    /**
     * Merges one branch into another.
     *
     * @param message of the new commit; a rebase keeps that of the branch
     * @return the new tip of the base
     */
    public String merge(String base, String head, MergeKind kind, String message) {
        return in(repository -> {
            try (RevWalk walk = new RevWalk(repository);
                    ObjectInserter inserter = repository.newObjectInserter()) {
                RevCommit ours = parse(walk, repository, base);
                RevCommit theirs = parse(walk, repository, head);
                Merger merger = merger(repository);
                if (!merger.merge(ours, theirs)) {
                    throw new IllegalStateException(head + " conflicts with " + base);
                }
                PersonIdent site = new PersonIdent("Site", "noreply@site.example");
                CommitBuilder commit = new CommitBuilder();
                commit.setTreeId(merger.getResultTreeId());
                commit.addParentId(ours);
                if (kind == MergeKind.MERGE) {
                    commit.addParentId(theirs);
                }
                commit.setAuthor(kind == MergeKind.REBASE ? theirs.getAuthorIdent() : site);
                commit.setCommitter(site);
                commit.setMessage(kind == MergeKind.REBASE ? theirs.getFullMessage() : message);
                ObjectId made = inserter.insert(commit);
                inserter.flush();
                RefUpdate update = repository.updateRef("refs/heads/" + base);
                update.setNewObjectId(made);
                update.forceUpdate();
                return made.name();
            }
        });
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
