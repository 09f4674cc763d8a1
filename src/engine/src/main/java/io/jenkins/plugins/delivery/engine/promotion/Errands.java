package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import io.jenkins.plugins.delivery.engine.argo.RevisionFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    /** Looks at an application that declares the promoted one. */
    static final String PARENT = "parent ";
    /** Looks at an application that the promoted one declares. */
    static final String CHILD = "child ";

    private final Function<String, ArgoClient> relatives;
    private final ArgoClient argo;
    private final RevisionCheck revisions;
    private final EngineContext context;

    Errands(Function<String, ArgoClient> relatives, ArgoClient argo, RevisionCheck revisions, EngineContext context) {
        this.relatives = relatives;
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
            case PARENT -> parent(wait, what, now);
            default -> child(wait, what, now);
        };
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

    private Outcome parent(PromotionWait wait, String name, Instant now) throws InterruptedException {
        Relative before = WatchNotes.relative(wait, name);
        Optional<Application> read;
        try {
            read = read(wait, name, before);
        } catch (TerminalException e) {
            // Whoever may promote a service need not be allowed to see what declares it.
            return done(WatchNotes.relative(wait, name, unreadable(e, now)));
        }
        if (read.isEmpty()) {
            return done(wait);
        }
        Optional<Integer> source = read.get().sourceIn(wait.request().gitops());
        if (source.isEmpty()) {
            return relative(wait, name, new Lineage(Optional.of(RevisionFact.UNKNOWN), null, 0, ""), read.get(), now);
        }
        return relative(wait, name, Lineage.ofParent(wait, read.get(), source.get()), read.get(), now);
    }

    private static Relative unreadable(TerminalException e, Instant now) {
        return new Relative(
                true,
                false,
                "not to be seen (" + e.getMessage() + ")",
                Readiness.Memory.NONE,
                Optional.of(now),
                Optional.empty());
    }

    private Outcome child(PromotionWait wait, String name, Instant now) throws InterruptedException {
        Optional<Application> read = read(wait, name, WatchNotes.relative(wait, name));
        return read.isEmpty()
                ? done(wait)
                : relative(wait, name, Lineage.ofChild(wait, read.get(), wait.instant("syncedAt")), read.get(), now);
    }

    private Optional<Application> read(PromotionWait wait, String name, Relative before) throws InterruptedException {
        ArgoClient client = relatives.apply(name);
        return before.refreshed() ? Optional.of(client.get()) : client.refreshed(wait.expected());
    }

    private Outcome relative(PromotionWait wait, String name, Lineage lineage, Application application, Instant now) {
        Relative before = WatchNotes.relative(wait, name);
        if (lineage.errand() != null) {
            Relative unknown = new Relative(
                    true, false, "being looked up in Git", before.memory(), before.seenAt(), before.syncedAt());
            return done(WatchNotes.relative(wait, name, unknown).with("errand", lineage.errand()));
        }
        boolean isChild = wait.ticket().state().get("children") instanceof List<?> children && children.contains(name);
        Readiness.Verdict verdict = Readiness.decide(
                new Readiness.Policy(
                        wait.expected(),
                        isChild && wait.request().waitFor() == WaitFor.HEALTHY,
                        wait.request().stableFor()),
                new Readiness.Observation(
                        application, lineage.source(), lineage.fact().orElseThrow(), Readiness.Past.NONE, now),
                before.memory());
        if (verdict instanceof Readiness.Failed failed) {
            String who = (isChild ? "its child '" : "its parent '") + name + "': ";
            return new Outcome(wait, Optional.of(new Readiness.Failed(who + failed.sentence())));
        }
        PromotionWait known =
                WatchNotes.relative(wait, name, Relative.seen(verdict, before.memory(), application, now));
        boolean overtaken = verdict instanceof Readiness.Superseded && !isChild;
        return done(known.with("parentSuperseded", overtaken ? true : null));
    }
}
