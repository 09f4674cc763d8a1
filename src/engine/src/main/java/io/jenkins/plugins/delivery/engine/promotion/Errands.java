package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The remote calls of a wait beside the look at its application. Each is the only one of its turn, so that no turn takes longer than one
 * call; what it finds out goes into the ticket.
 */
final class Errands {

    /** Asks Git what a revision is. */
    static final String GIT = "git ";
    /** Asks for a sync. */
    static final String SYNC = "sync ";
    /** Ends the operation that began then. */
    static final String TERMINATE = "terminate ";
    /** Asks whether a sync window forbids the sync. */
    static final String WINDOW = "window ";

    private final RelativeErrands relatives;
    private final ArgoClient argo;
    private final RevisionCheck revisions;
    private final EngineContext context;

    Errands(Function<String, ArgoClient> relatives, ArgoClient argo, RevisionCheck revisions, EngineContext context) {
        this.relatives = new RelativeErrands(relatives, context);
        this.argo = argo;
        this.revisions = revisions;
        this.context = context;
    }

    /**
     * @param known what is known after it
     * @param failed why the promotion has failed; empty when it has not
     */
    record Outcome(PromotionWait known, Optional<Readiness.Failed> failed) {}

    Outcome run(PromotionWait wait, String errand, Instant now) throws InterruptedException {
        String what = errand.substring(errand.indexOf(' ') + 1);
        return switch (errand.substring(0, errand.indexOf(' ') + 1)) {
            case GIT -> done(WatchNotes.fact(wait, what, revisions.ask(wait, what)));
            case SYNC -> done(sync(wait, what.isEmpty() ? null : what, now));
            case TERMINATE -> done(terminate(wait, what));
            case WINDOW -> done(window(wait.with("windowAt", now.toString())));
            default -> relatives.run(wait, errand, now);
        };
    }

    /** Looks at the applications below the promoted one as far as that costs nothing, with no turn of its own. */
    Outcome aside(PromotionWait wait, Instant now) throws InterruptedException {
        return relatives.aside(wait, now);
    }

    private static Outcome done(PromotionWait wait) {
        return new Outcome(wait, Optional.empty());
    }

    private PromotionWait sync(PromotionWait wait, String revision, Instant now) throws InterruptedException {
        return switch (argo.sync(revision)) {
            case STARTED -> wait.with("syncAsked", true).with("window", null);
            case BUSY -> wait.with("syncTriedAt", now.toString());
            case BLOCKED -> wait.with("syncTriedAt", now.toString()).with("window", "a sync window forbids it");
        };
    }

    /** A sync window is only told of: whoever may not see them waits without that. */
    private PromotionWait window(PromotionWait wait) throws InterruptedException {
        try {
            return wait.with("window", argo.syncWindow().orElse(null));
        } catch (TerminalException e) {
            context.log().info("Whether a sync window is in the way cannot be seen: " + e.getMessage());
            return wait;
        }
    }

    private PromotionWait terminate(PromotionWait wait, String began) throws InterruptedException {
        Duration limit = wait.request().terminateStuck();
        context.log()
                .warn("The sync of '" + wait.request().application() + "' that began at " + began
                        + " has not ended within " + Durations.text(limit)
                        + "; it is terminated, as terminateStuck says, and a sync is asked for once more.");
        argo.terminate();
        return wait.with("terminated", began).with("syncAsked", null);
    }
}
