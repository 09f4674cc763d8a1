package io.jenkins.plugins.delivery.engine.gate.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.gate.coverage.Coverage;
import io.jenkins.plugins.delivery.engine.gate.coverage.CoverageGateRequest;
import io.jenkins.plugins.delivery.engine.gate.coverage.CoverageMetric;
import io.jenkins.plugins.delivery.engine.gate.coverage.CoverageNumbers;
import io.jenkins.plugins.delivery.engine.gate.coverage.KeptCoverage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.notes.NoteMap;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Coverage as Git notes of commits and of their trees, which {@code git log --notes=delivery-coverage} shows: they belong to the repository, need no server
 * of their own, and are there for every agent.
 */
public final class JGitCoverageNumbers implements CoverageNumbers {

    static final String REF = Constants.R_NOTES + "delivery-coverage";

    /** Commits of a branch that are looked at; a number that is older compares with another product. */
    private static final int MOST_ANCESTORS = 500;

    private static final int SHORT_ID = 8;

    private static final int MOST_BYTES = 64 << 10;

    /** Each lost race means that another build kept its number. */
    private static final int MOST_RACES = 50;

    private final GateClone clone;
    private final NotesRemote remote;
    private final String gate;
    private final EngineContext context;

    private JGitCoverageNumbers(GateClone clone, String gate, EngineContext context) {
        this.clone = clone;
        this.remote = new NotesRemote(clone, context);
        this.gate = gate;
        this.context = context;
    }

    /** Opens the numbers of the checkout. */
    public static CoverageNumbers open(CoverageGateRequest request, EngineContext context) {
        return new JGitCoverageNumbers(
                GateClone.open(request.remote(), request.credentialsId(), context), request.name(), context);
    }

    @Override
    public Optional<KeptCoverage> ofBranch(String branch) {
        return reading(() -> nearest(clone.leftAt(branch)));
    }

    @Override
    public Optional<KeptCoverage> before() {
        return reading(() -> {
            try (RevWalk walk = new RevWalk(clone.repository())) {
                RevCommit head = walk.parseCommit(clone.head());
                return head.getParentCount() == 0 ? Optional.empty() : nearest(head.getParent(0));
            }
        });
    }

    private Optional<KeptCoverage> nearest(ObjectId from) throws IOException {
        ObjectId tip = remote.fetch(REF);
        if (tip.equals(ObjectId.zeroId())) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(clone.repository())) {
            NoteMap notes = NoteMap.read(walk.getObjectReader(), walk.parseCommit(tip));
            walk.setFirstParent(true);
            walk.markStart(walk.parseCommit(from));
            int looked = 0;
            for (RevCommit commit = walk.next(); commit != null && looked++ < MOST_ANCESTORS; commit = walk.next()) {
                Optional<Map<CoverageMetric, Coverage>> counts = noted(notes, walk, commit);
                if (counts.isPresent()) {
                    return Optional.of(new KeptCoverage(commit.name(), counts.get()));
                }
            }
            return Optional.empty();
        }
    }

    /** What a note of the commit says, else one of its tree. */
    private Optional<Map<CoverageMetric, Coverage>> noted(NoteMap notes, RevWalk walk, RevCommit commit)
            throws IOException {
        Optional<Map<CoverageMetric, Coverage>> own = CoverageNotes.read(text(notes, walk, commit), gate);
        return own.isPresent() ? own : CoverageNotes.read(text(notes, walk, commit.getTree()), gate);
    }

    @Override
    public void keep(Map<CoverageMetric, Coverage> counts) throws InterruptedException {
        if (context.dryRun()) {
            throw new IllegalStateException("a dry run keeps nothing");
        }
        for (int race = 1; race <= MOST_RACES; race++) {
            ObjectId tip = reading(() -> remote.fetch(REF));
            Optional<ObjectId> commit = reading(() -> written(tip, counts));
            if (commit.isEmpty() || remote.push(REF, tip, commit.get())) {
                return;
            }
            context.pause(Duration.ofMillis(100L * Math.min(race, 20)));
        }
        throw new RetryableException(
                clone.remote() + " did not take the coverage of this commit: " + REF + " changed each of " + MOST_RACES
                        + " times.",
                "Run the build again.",
                null);
    }

    /** A commit upon the tip in which the checkout has these numbers; empty when it has them already. */
    private Optional<ObjectId> written(ObjectId tip, Map<CoverageMetric, Coverage> counts) throws IOException {
        try (RevWalk walk = new RevWalk(clone.repository())) {
            RevCommit head = walk.parseCommit(clone.head());
            NoteMap notes = tip.equals(ObjectId.zeroId())
                    ? NoteMap.newEmptyMap()
                    : NoteMap.read(walk.getObjectReader(), walk.parseCommit(tip));
            Map<ObjectId, String> texts = new LinkedHashMap<>();
            // A merge that changes nothing has the tree of what it merged, and need not be tested again.
            for (ObjectId noted : List.of(head, head.getTree())) {
                String old = text(notes, walk, noted);
                String text = CoverageNotes.write(old, gate, counts);
                if (!text.equals(old)) {
                    texts.put(noted.copy(), text);
                }
            }
            String message = "Coverage of " + head.abbreviate(SHORT_ID).name() + "\n";
            return texts.isEmpty() ? Optional.empty() : Optional.of(remote.commit(tip, notes, texts, message));
        }
    }

    private static String text(NoteMap notes, RevWalk walk, ObjectId commit) throws IOException {
        ObjectId note = notes.get(commit);
        return note == null
                ? ""
                : new String(
                        walk.getObjectReader().open(note, Constants.OBJ_BLOB).getCachedBytes(MOST_BYTES),
                        StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T now() throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.now();
        } catch (IOException e) {
            throw new TerminalException(
                    "The Git repository in " + context.workDir() + " cannot be read (" + e.getMessage() + ").",
                    "Check out again into an empty workspace.",
                    e);
        }
    }

    @Override
    public void close() {
        clone.close();
    }
}
