package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.card.Suspects;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import io.jenkins.plugins.delivery.engine.git.jgit.GitAccess;
import io.jenkins.plugins.delivery.engine.promotion.Ancestry;
import io.jenkins.plugins.delivery.engine.promotion.SourceChange;
import io.jenkins.plugins.delivery.engine.promotion.SourceHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;

/**
 * The service's history: of the checkout where that is enough, else of the remote, fetched once into memory when it is first needed.
 * Of the remote only commits are asked for (partial clone filter {@code tree:0}); a server without filters sends more.
 */
public final class JGitSourceHistory implements SourceHistory {

    private final String source;
    private final String credentialsId;
    private final GitAccess access;
    private final EngineContext context;
    private Repository fetched;
    private boolean unreachable;

    private JGitSourceHistory(String source, String credentialsId, EngineContext context) {
        this.source = source;
        this.credentialsId = credentialsId;
        this.access = GitAccess.of(credentialsId, context);
        this.context = context;
    }

    /** Fits {@link SourceHistory.Opener}. */
    public static SourceHistory open(String source, String credentialsId, EngineContext context) {
        return new JGitSourceHistory(source, credentialsId, context);
    }

    @Override
    public Ancestry relation(String ancestor, String descendant) {
        Ancestry local = JGitAncestry.relation(context.workDir(), ancestor, descendant);
        if (local != Ancestry.UNKNOWN || !remote()) {
            return local;
        }
        return JGitAncestry.relation(fetched, ancestor, descendant);
    }

    @Override
    public Suspects since(String older, String newer) {
        Optional<Suspects> local = JGitAncestry.inCheckout(
                context.workDir(), repository -> JGitSuspects.between(repository, older, newer));
        if (local.filter(found -> found.since() != null || older == null).isPresent() || !remote()) {
            return local.orElse(Suspects.NONE);
        }
        return JGitSuspects.between(fetched, older, newer).or(() -> local).orElse(Suspects.NONE);
    }

    @Override
    public Optional<Instant> time(String commit) {
        if (!ObjectId.isId(commit) || !remote()) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(fetched)) {
            return Optional.of(walk.parseCommit(ObjectId.fromString(commit))
                    .getCommitterIdent()
                    .getWhenAsInstant());
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return Optional.empty();
        } catch (IOException e) {
            // What was fetched lies in memory.
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the history of the remote is at hand, after getting it when that was not tried yet. */
    private boolean remote() {
        if (source == null || unreachable) {
            return false;
        }
        if (fetched == null) {
            if (credentialsId != null) {
                // A wrong id is a mistake of the configuration, whatever the server would have said.
                context.credential(credentialsId);
            }
            fetched = fetch();
        }
        return !unreachable;
    }

    @Override
    public Optional<List<SourceChange>> changes(String from, String to) {
        try {
            Optional<List<SourceChange>> local = JGitSourceChanges.ofCheckout(context.workDir(), from, to);
            if (local.isPresent() || source == null) {
                return local;
            }
            requireNetwork();
            return JGitSourceChanges.ofRemote(access, source, from, to);
        } catch (IOException | URISyntaxException | TerminalException e) {
            context.log()
                    .warn("What changed in " + source + " cannot be read: "
                            + context.redactor().redact(String.valueOf(e.getMessage())) + ".");
            return Optional.empty();
        }
    }

    private Repository fetch() {
        try {
            requireNetwork();
            return fetch(FilterSpec.fromFilterLine("tree:0"));
        } catch (IOException | URISyntaxException withoutFilter) {
            // JGit refuses to talk to a server that offers no filters instead of going on without one.
            try {
                return fetch(FilterSpec.NO_FILTER);
            } catch (IOException | URISyntaxException e) {
                return unreachable(e);
            }
        } catch (TerminalException e) {
            return unreachable(e);
        }
    }

    private Repository unreachable(Exception e) {
        unreachable = true;
        context.log()
                .warn("The history of the service in " + source + " cannot be read: "
                        + e.getMessage().replaceFirst("[.\\s]+$", "") + ". Which of two builds is newer is not known.");
        return null;
    }

    private Repository fetch(FilterSpec filter) throws IOException, URISyntaxException {
        Repository repository = new InMemoryRepository(new DfsRepositoryDescription("source"));
        try (Transport transport = access.open(repository, source)) {
            transport.setFilterSpec(filter);
            transport.fetch(
                    NullProgressMonitor.INSTANCE,
                    List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*")));
        }
        return repository;
    }

    /** A path would read the controller's own disk. */
    private void requireNetwork() {
        if (!GitUrl.isHttp(source) && !GitUrl.isSsh(source)) {
            throw new TerminalException("only http, https and ssh addresses are read", "");
        }
    }
}
