package io.jenkins.plugins.delivery.engine.gitflow.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.jgit.LocalClone;
import io.jenkins.plugins.delivery.engine.gitflow.FlowQuery;
import io.jenkins.plugins.delivery.engine.gitflow.FlowRepository;
import io.jenkins.plugins.delivery.engine.gitflow.PushReport;
import io.jenkins.plugins.delivery.engine.gitflow.RefChange;
import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.HistoryQuery;
import io.jenkins.plugins.delivery.engine.version.RepositoryFacts;
import io.jenkins.plugins.delivery.engine.version.RepositoryHistory;
import io.jenkins.plugins.delivery.engine.version.jgit.JGitHistorySource;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** The remote of the clone in the workspace, read into a repository beside it. */
public final class JGitFlowRepository implements FlowRepository {

    /** Content of a squashed branch is looked for in so many commits of main: enough for a release that waited some weeks. */
    private static final int MOST_COMPARED = 200;

    private static final String MERGES = "merge/";

    private final Repository clone;
    private final SideRepository side;
    private final FlowQuery query;
    private final EngineContext context;
    private final FlowRemote remote;
    private final FlowWriter writer;

    private JGitFlowRepository(Repository clone, SideRepository side, FlowQuery query, EngineContext context) {
        this.clone = clone;
        this.side = side;
        this.query = query;
        this.context = context;
        this.remote = new FlowRemote(side.repository(), query, context);
        this.writer = new FlowWriter(side.repository(), query, context);
    }

    /** Fits {@link FlowRepository.Source}. */
    public static FlowRepository open(FlowQuery query, EngineContext context) {
        Repository clone = LocalClone.open(context);
        try {
            SideRepository side = SideRepository.beside(clone, query.remote());
            if (!side.isBorrowing()) {
                context.log()
                        .info("This clone is shallow or partial, so " + query.step()
                                + " fetches the branches whole to merge them, into a place of its own.");
            }
            return new JGitFlowRepository(clone, side, query, context);
        } catch (IOException e) {
            throw unreadable(context, e);
        }
    }

    @Override
    public Optional<String> checkedOutBranch() {
        return reading(() -> Optional.ofNullable(clone.getFullBranch())
                .filter(name -> name.startsWith(Constants.R_HEADS))
                .map(name -> name.substring(Constants.R_HEADS.length())));
    }

    @Override
    public Optional<String> checkedOutCommit() {
        return reading(() -> Optional.ofNullable(clone.resolve(Constants.HEAD)).map(ObjectId::name));
    }

    @Override
    public String remoteUrl() {
        return remote.publicUrl();
    }

    @Override
    public Map<String, String> fetch(Collection<String> names) {
        return remote.fetch(name -> names.contains(name)
                || name.startsWith(query.names().release())
                || name.startsWith(query.names().hotfix())
                || name.startsWith(MERGES));
    }

    @Override
    public boolean contains(String descendant, String ancestor) {
        return reading(() -> new Commits(side.repository()).contains(descendant, ancestor));
    }

    @Override
    public Commit commit(String id) {
        return reading(() -> new Commits(side.repository()).read(id));
    }

    @Override
    public List<Commit> missing(String has, String lacks, int atMost) {
        return reading(() -> new Commits(side.repository()).missing(has, lacks, atMost));
    }

    @Override
    public Commit broughtIn(String main, String commit) {
        return reading(() -> new Commits(side.repository()).broughtIn(main, commit));
    }

    @Override
    public String firstWithContent(String main, String commit) {
        return reading(() -> {
            MergeInMemory merges = new MergeInMemory(side.repository(), writer);
            ObjectId wanted = Commits.id(commit);
            String found = main;
            for (ObjectId point : new Commits(side.repository())
                    .firstParents(main, ObjectId.zeroId()).stream()
                            .limit(MOST_COMPARED)
                            .toList()) {
                if (!merges.hasContent(point, wanted)) {
                    return found;
                }
                found = point.name();
            }
            return found;
        });
    }

    @Override
    public Merge merge(String into, String from, String message) {
        return reading(
                () -> new MergeInMemory(side.repository(), writer).merge(Commits.id(into), Commits.id(from), message));
    }

    @Override
    public RepositoryFacts facts(String commit) {
        HistoryQuery history =
                new HistoryQuery(commit, query.prefix(), null, query.remote(), query.credentialsId(), true, true);
        // The tags are read even in a dry run: nothing but the repository beside the clone is written to.
        EngineContext beside =
                context.toBuilder().workDir(side.path()).dryRun(false).build();
        try (RepositoryHistory opened = new JGitHistorySource().open(history, beside)) {
            return opened.read();
        }
    }

    @Override
    public String writeTag(String name, String message, String commit) {
        return reading(() -> writer.tag(name, message, commit));
    }

    @Override
    public PushReport push(List<RefChange> changes, boolean atomic) {
        if (context.dryRun()) {
            throw new IllegalStateException("a dry run pushes nothing");
        }
        return remote.push(changes, atomic);
    }

    @Override
    public void close() {
        side.close();
        clone.close();
    }

    @FunctionalInterface
    private interface Reading<T> {
        T now() throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.now();
        } catch (IOException e) {
            throw unreadable(context, e);
        }
    }

    private static TerminalException unreadable(EngineContext context, IOException e) {
        return new TerminalException(
                "The Git repository in " + context.workDir() + " cannot be read: " + e.getMessage() + ".",
                "Check out again into an empty workspace.",
                e);
    }
}
