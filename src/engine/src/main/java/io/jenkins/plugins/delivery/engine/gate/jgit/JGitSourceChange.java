package io.jenkins.plugins.delivery.engine.gate.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.secret.HistoryScope;
import io.jenkins.plugins.delivery.engine.gate.secret.SecretScanRequest;
import io.jenkins.plugins.delivery.engine.gate.secret.SourceChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.BlameCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.blame.BlameResult;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Commits and files of the checkout, as Git has them. */
public final class JGitSourceChange implements SourceChange {

    private final GateClone clone;
    private final SecretScanRequest request;
    private final EngineContext context;

    private JGitSourceChange(GateClone clone, SecretScanRequest request, EngineContext context) {
        this.clone = clone;
        this.request = request;
        this.context = context;
    }

    /** Opens the checkout of a run. */
    public static SourceChange open(SecretScanRequest request, EngineContext context) {
        return new JGitSourceChange(
                GateClone.open(request.remote(), request.credentialsId(), context), request, context);
    }

    @Override
    public Path repository() {
        return clone.repository().getDirectory().toPath().toAbsolutePath();
    }

    @Override
    public Commits commits() {
        try {
            return request.history() == HistoryScope.ALL ? all() : change();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Commits all() throws IOException {
        try (RevWalk walk = new RevWalk(clone.repository())) {
            for (Ref ref : clone.repository().getRefDatabase().getRefs()) {
                if (walk.parseAny(peeled(ref)) instanceof RevCommit commit) {
                    walk.markStart(commit);
                }
            }
            return new Commits("", count(walk), " of every branch");
        }
    }

    private Commits change() throws IOException {
        String name =
                request.base() != null ? request.base() : context.environment().get("CHANGE_TARGET");
        if (name == null) {
            return since(parent(), " since the one before");
        }
        Optional<ObjectId> named = clone.commit(name);
        return since(
                Optional.of(named.isPresent() ? named.get() : clone.leftAt(name)), " that " + name + " does not have");
    }

    private Optional<ObjectId> parent() throws IOException {
        try (RevWalk walk = new RevWalk(clone.repository())) {
            RevCommit head = walk.parseCommit(clone.head());
            return head.getParentCount() == 0 ? Optional.empty() : Optional.of(head.getParent(0));
        }
    }

    /** Walks anew: a walk does not see what was fetched into a shallow clone after it began. */
    private Commits since(Optional<ObjectId> base, String words) throws IOException {
        try (RevWalk walk = new RevWalk(clone.repository())) {
            walk.markStart(walk.parseCommit(clone.head()));
            if (base.isPresent()) {
                walk.markUninteresting(walk.parseCommit(base.get()));
            }
            String range =
                    base.map(id -> id.name() + "..").orElse("") + clone.head().name();
            return new Commits(range, count(walk), words);
        }
    }

    private ObjectId peeled(Ref ref) throws IOException {
        Ref peeled = clone.repository().getRefDatabase().peel(ref);
        return peeled.getPeeledObjectId() == null ? ref.getObjectId() : peeled.getPeeledObjectId();
    }

    private static int count(RevWalk walk) throws IOException {
        int count = 0;
        while (walk.next() != null) {
            count++;
        }
        return count;
    }

    @Override
    public Files export(Path directory) {
        try {
            return new TreeExport(clone.repository(), directory).of(clone.head());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public String origin(String file, int line) {
        try {
            BlameResult blame = new BlameCommand(clone.repository())
                    .setFilePath(file)
                    .setStartCommit(clone.head())
                    .call();
            boolean there = blame != null
                    && line >= 1
                    && line <= blame.getResultContents().size();
            return there && blame.getSourceCommit(line - 1) != null
                    ? blame.getSourceCommit(line - 1).name()
                    : "";
        } catch (IOException | GitAPIException e) {
            context.log()
                    .warn("Which commit brought in " + file + " line " + line + " cannot be said (" + e.getMessage()
                            + ").");
            return "";
        }
    }

    private TerminalException unreadable(IOException e) {
        return new TerminalException(
                "The Git repository in " + context.workDir() + " cannot be read (" + e.getMessage() + ").",
                "Check out again into an empty workspace; a clone that was made with a filter lacks files.",
                e);
    }

    @Override
    public void close() {
        clone.close();
    }
}
