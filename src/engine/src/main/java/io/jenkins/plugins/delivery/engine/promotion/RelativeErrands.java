package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import io.jenkins.plugins.delivery.engine.argo.RevisionFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The looks of a wait at the applications above and below its own. */
final class RelativeErrands {

    /** Looks at an application that declares the promoted one. */
    static final String PARENT = "parent ";
    /** Looks at an application below the promoted one. */
    static final String CHILD = "child ";
    /** Looks up what the ApplicationSets of an application have made. */
    static final String SETS = "sets ";
    /** The same once more, when everything else is through. */
    static final String SETS_AGAIN = "setsAgain ";

    private final Function<String, ArgoClient> clients;
    private final DescendantLooks below;

    /** @param clients opens applications by name */
    RelativeErrands(Function<String, ArgoClient> clients, EngineContext context) {
        this.clients = clients;
        this.below = new DescendantLooks(clients, context);
    }

    Errands.Outcome run(PromotionWait wait, String errand, Instant now) throws InterruptedException {
        String name = errand.substring(errand.indexOf(' ') + 1);
        return switch (errand.substring(0, errand.indexOf(' ') + 1)) {
            case PARENT -> parent(wait, name, now);
            case SETS -> done(sets(wait, name, false));
            case SETS_AGAIN -> done(sets(wait, name, true));
            default -> below.due(wait, name, now);
        };
    }

    /** Looks at those below whose state is at hand, as often as at the promoted application. */
    Errands.Outcome aside(PromotionWait wait, Instant now) throws InterruptedException {
        return below.atHand(wait, now);
    }

    static Errands.Outcome done(PromotionWait wait) {
        return new Errands.Outcome(wait, Optional.empty());
    }

    private Errands.Outcome parent(PromotionWait wait, String name, Instant now) throws InterruptedException {
        Relative before = WatchNotes.relative(wait, name);
        Optional<Application> read;
        try {
            read = read(wait, clients.apply(name), before);
        } catch (TerminalException e) {
            // Whoever may promote a service need not be allowed to see what declares it.
            return done(WatchNotes.relative(wait, name, unreadable(e, now)));
        }
        if (read.isEmpty()) {
            return done(wait);
        }
        Application parent = read.get();
        Lineage lineage = parent.sourceIn(
                        wait.request().gitops(), wait.request().branch())
                .map(source -> Lineage.ofParent(wait, parent, source))
                .orElse(new Lineage(Optional.of(RevisionFact.UNKNOWN), null, 0, ""));
        if (lineage.errand() != null) {
            return done(lookedUp(wait, name, lineage));
        }
        Readiness.Verdict verdict = decide(wait, parent, lineage, false, now);
        if (verdict instanceof Readiness.Failed failed) {
            return failed(wait, name, "its parent '" + name + "': " + failed.sentence());
        }
        PromotionWait known = WatchNotes.relative(wait, name, Relative.seen(verdict, before.memory(), parent, now));
        return done(known.with("parentSuperseded", verdict instanceof Readiness.Superseded ? true : null));
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

    private PromotionWait sets(PromotionWait wait, String name, boolean last) throws InterruptedException {
        List<String> applications = clients.apply(name).resources().applications();
        String syncEnd = Descendants.of(wait).syncEnd(name);
        return WatchNotes.offspring(wait, name, WatchNotes.offspring(wait, name).found(applications, syncEnd, last));
    }

    /** The failed application goes into the ticket, for the one who explains it. */
    static Errands.Outcome failed(PromotionWait wait, String name, String sentence) {
        return new Errands.Outcome(wait.with("culprit", name), Optional.of(new Readiness.Failed(sentence)));
    }

    static Optional<Application> read(PromotionWait wait, ArgoClient client, Relative before)
            throws InterruptedException {
        return before.refreshed() ? Optional.of(client.get()) : client.refreshed(wait.expected());
    }

    static PromotionWait lookedUp(PromotionWait wait, String name, Lineage lineage) {
        Relative before = WatchNotes.relative(wait, name);
        Relative unknown = new Relative(
                true, false, "being looked up in Git", before.memory(), before.seenAt(), before.syncedAt());
        return WatchNotes.relative(wait, name, unknown).with("errand", lineage.errand());
    }

    static Readiness.Verdict decide(
            PromotionWait wait, Application application, Lineage lineage, boolean health, Instant now) {
        return Readiness.decide(
                new Readiness.Policy(wait.expected(), health, wait.request().stableFor()),
                new Readiness.Observation(
                        application, lineage.source(), lineage.fact().orElseThrow(), Readiness.Past.NONE, now),
                WatchNotes.relative(wait, application.name()).memory());
    }
}
