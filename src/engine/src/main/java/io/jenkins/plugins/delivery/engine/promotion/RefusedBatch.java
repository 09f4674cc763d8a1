package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out which commit of a push a server does not want, by halves, so that one that breaks a rule fails alone. A branch that is
 * protected takes none: after two that were refused alone for that, the others of the push are not tried.
 */
final class RefusedBatch {

    private static final int ALONE = 2;

    private final List<PendingChange> suspects = new ArrayList<>();
    private final Set<PendingChange> kept = new LinkedHashSet<>();
    private int alone;

    /** What the next push is made of. */
    List<PendingChange> next(List<PendingChange> ready) {
        List<PendingChange> among = ready.stream().filter(suspects::contains).toList();
        return among.isEmpty() ? ready : among.subList(0, (among.size() + 1) / 2);
    }

    void forget(PendingChange pending) {
        suspects.remove(pending);
        kept.remove(pending);
    }

    /** A push was taken, so the branch is open. */
    void accepted() {
        alone = 0;
        kept.clear();
    }

    /** A push was refused: whose fault it was is known when it was one commit, else looked for among half of them next. */
    void add(List<PushRound.Offer> offers, PushOutcome outcome) {
        boolean isProtected = outcome.kind() == PushOutcome.Kind.PROTECTED;
        List<PendingChange> pending =
                offers.stream().map(PushRound.Offer::pending).toList();
        if (isProtected) {
            kept.addAll(pending);
        }
        if (pending.size() > 1) {
            suspects.clear();
            suspects.addAll(pending);
            return;
        }
        TerminalException refusal = refusal(pending.get(0), outcome);
        pending.get(0).settle(refusal);
        forget(pending.get(0));
        alone = isProtected ? alone + 1 : 0;
        if (alone >= ALONE) {
            kept.forEach(other -> other.settle(refusal));
            kept.clear();
            suspects.clear();
        }
    }

    private static TerminalException refusal(PendingChange pending, PushOutcome outcome) {
        GitOpsKey key = pending.repository().key();
        String words = " (" + outcome.why() + ").";
        if (key.branch().startsWith(GitOpsRepository.RECORDS)) {
            return new TerminalException(
                    "The GitOps repository " + key.url() + " declined the push: the branch " + key.branch()
                            + " takes none" + words,
                    "Nothing was written. Let these credentials push to " + GitOpsRepository.RECORDS
                            + ", and nobody else: with mode: pr it has what was decided and what is in quarantine.");
        }
        return outcome.kind() == PushOutcome.Kind.PROTECTED
                ? new TerminalException(
                        "The GitOps repository " + key.url() + " declined the push: the branch " + key.branch()
                                + " is protected" + words,
                        "Nothing was changed. Let these credentials push there, or promote by pull request"
                                + " (mode: pr).")
                : new TerminalException(
                        "The GitOps repository " + key.url() + " declined the push to " + key.branch() + words,
                        "Nothing was changed. A hook or rule of the server decided so: correct what it names.");
    }
}
