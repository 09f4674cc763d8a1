package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.history.LoggedCommit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** A commit of a {@link JGitCommitLog} while it is looked at. */
final class JGitLoggedCommit implements LoggedCommit {

    /** Values are small; what is bigger is something else. */
    private static final int LARGEST = 1024 * 1024;

    private final BareClone clone;
    private final Repository repository;
    private final RevCommit commit;
    private final Instant landedAt;

    JGitLoggedCommit(BareClone clone, RevCommit commit, Instant landedAt) {
        this.clone = clone;
        this.repository = clone.repository();
        this.commit = commit;
        this.landedAt = landedAt;
    }

    @Override
    public String id() {
        String landed = Landed.by(commit.getFullMessage());
        return landed == null ? commit.name() : landed;
    }

    @Override
    public Instant landedAt() {
        return landedAt;
    }

    @Override
    public String author() {
        return commit.getAuthorIdent().getName();
    }

    @Override
    public String message() {
        return commit.getFullMessage();
    }

    @Override
    public boolean merges() {
        return commit.getParentCount() > 1;
    }

    @Override
    public List<String> files(int most) {
        List<String> files = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            Optional<RevTree> parent = parentTree(walk);
            if (parent.isPresent()) {
                tree.addTree(parent.get());
            } else {
                tree.addTree(new EmptyTreeIterator());
            }
            tree.addTree(commit.getTree());
            tree.setRecursive(true);
            tree.setFilter(TreeFilter.ANY_DIFF);
            while (tree.next()) {
                if ((tree.getRawMode(1) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE) {
                    if (files.size() == most) {
                        return List.of();
                    }
                    files.add(tree.getPathString());
                }
            }
            return files;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Optional<String> before(String file) {
        try (RevWalk walk = new RevWalk(repository)) {
            Optional<RevTree> parent = parentTree(walk);
            return parent.isPresent() ? text(file, parent.get()) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Optional<String> after(String file) {
        try {
            return text(file, commit.getTree());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Optional<RevTree> parentTree(RevWalk walk) throws IOException {
        return commit.getParentCount() == 0
                ? Optional.empty()
                : Optional.of(walk.parseCommit(commit.getParent(0)).getTree());
    }

    private Optional<String> text(String file, RevTree tree) throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk found = TreeWalk.forPath(reader, file, tree)) {
            if (found == null || (found.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
                return Optional.empty();
            }
            ObjectLoader loader = reader.open(found.getObjectId(0));
            return loader.getSize() > LARGEST
                    ? Optional.empty()
                    : Optional.of(new String(loader.getBytes(), StandardCharsets.UTF_8));
        }
    }

    private RetryableException unreadable(IOException e) {
        return clone.spoiled("Commit " + commit.name().substring(0, 7), e);
    }
}
