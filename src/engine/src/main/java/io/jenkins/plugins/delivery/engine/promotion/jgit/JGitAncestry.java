package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.promotion.Ancestry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Decides ancestry in a repository, and admits when a shallow clone cannot. */
final class JGitAncestry {

    private JGitAncestry() {}

    /** Asks a checkout; a directory without a Git repository answers {@link Ancestry#UNKNOWN}. */
    static Ancestry relation(Path checkout, String ancestor, String descendant) {
        if (ancestor.equals(descendant)) {
            return Ancestry.YES;
        }
        return inCheckout(checkout, repository -> Optional.of(relation(repository, ancestor, descendant)))
                .orElse(Ancestry.UNKNOWN);
    }

    /** Asks the repository of a checkout; empty for a directory without one. */
    static <T> Optional<T> inCheckout(Path checkout, Function<Repository, Optional<T>> question) {
        FileRepositoryBuilder builder =
                new FileRepositoryBuilder().findGitDir(checkout.toAbsolutePath().toFile());
        if (builder.getGitDir() == null) {
            return Optional.empty();
        }
        try (Repository repository = builder.build()) {
            return question.apply(repository);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static Ancestry relation(Repository repository, String ancestor, String descendant) {
        if (ancestor.equals(descendant)) {
            return Ancestry.YES;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit newer = walk.parseCommit(ObjectId.fromString(descendant));
            boolean whole = repository.getObjectDatabase().getShallowCommits().isEmpty();
            RevCommit older;
            try {
                older = walk.parseCommit(ObjectId.fromString(ancestor));
            } catch (MissingObjectException e) {
                // In a whole clone every ancestor of a commit that is there is there too.
                return whole ? Ancestry.NO : Ancestry.UNKNOWN;
            }
            if (walk.isMergedInto(older, newer)) {
                return Ancestry.YES;
            }
            return whole ? Ancestry.NO : Ancestry.UNKNOWN;
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return Ancestry.UNKNOWN;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static TerminalException unreadable(IOException e) {
        return new TerminalException(
                "The history of a repository cannot be read (" + e.getMessage() + ").", "Check the checkout.", e);
    }
}
