package io.jenkins.plugins.delivery.engine.gitflow.jgit;

import io.jenkins.plugins.delivery.engine.gitflow.Conflict;
import io.jenkins.plugins.delivery.engine.gitflow.ConflictKind;
import io.jenkins.plugins.delivery.engine.gitflow.FlowRepository.Merge;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.NoMergeBaseException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * Merges two commits without a work tree, by JGit's recursive strategy. It writes objects only.
 *
 * <p>Limits: JGit does not detect renames, so a file that one side renamed and the other changed is a conflict here where the git
 * command line may merge it (never the other way round: nothing is merged here that git would not), and merge drivers of
 * {@code .gitattributes} other than {@code binary} are not run.
 */
final class MergeInMemory {

    private final Repository repository;
    private final FlowWriter writer;

    MergeInMemory(Repository repository, FlowWriter writer) {
        this.repository = repository;
        this.writer = writer;
    }

    Merge merge(ObjectId into, ObjectId from, String message) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit ours = walk.parseCommit(into);
            RevCommit theirs = walk.parseCommit(from);
            Optional<RevCommit> base = base(ours, theirs);
            if (base.isEmpty()) {
                return conflict(List.of(history()));
            }
            ResolveMerger merger = (ResolveMerger) MergeStrategy.RECURSIVE.newMerger(repository, true);
            if (!merger.merge(ours, theirs)) {
                ConflictReader reader = new ConflictReader(repository, base.get(), ours, theirs);
                return conflict(reader.read(merger.getUnmergedPaths()));
            }
            ObjectId tree = merger.getResultTreeId();
            ObjectId commit = writer.commit(tree, List.of(ours, theirs), message);
            return new Merge(Optional.of(commit.name()), !tree.equals(ours.getTree()), List.of());
        } catch (NoMergeBaseException e) {
            return conflict(List.of(history()));
        }
    }

    /** Whether a merge of the second commit would leave the files of the first as they are. */
    boolean hasContent(ObjectId commit, ObjectId merged) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit ours = walk.parseCommit(commit);
            RevCommit theirs = walk.parseCommit(merged);
            if (base(ours, theirs).isEmpty()) {
                return false;
            }
            ResolveMerger merger = (ResolveMerger) MergeStrategy.RECURSIVE.newMerger(repository, true);
            return merger.merge(ours, theirs) && merger.getResultTreeId().equals(ours.getTree());
        } catch (NoMergeBaseException e) {
            return false;
        }
    }

    private Optional<RevCommit> base(RevCommit ours, RevCommit theirs) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(ours));
            walk.markStart(walk.parseCommit(theirs));
            return Optional.ofNullable(walk.next());
        }
    }

    private static Merge conflict(List<Conflict> conflicts) {
        return new Merge(Optional.empty(), true, conflicts);
    }

    private static Conflict history() {
        return new Conflict(".", ConflictKind.HISTORY, Optional.empty(), Optional.empty());
    }
}
