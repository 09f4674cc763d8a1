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

    /** So many more are looked at in the same turn, as far as that costs no request that is waited for. */
    private static final int ASIDE = 50;

    private final Function<String, ArgoClient> clients;
    private final EngineContext context;

    /** @param clients opens applications by name */
    RelativeErrands(Function<String, ArgoClient> clients, EngineContext context) {
        this.clients = clients;
        this.context = context;
    }

    Errands.Outcome run(PromotionWait wait, String errand, Instant now) throws InterruptedException {
        String name = errand.substring(errand.indexOf(' ') + 1);
        return switch (errand.substring(0, errand.indexOf(' ') + 1)) {
            case PARENT -> parent(wait, name, now);
            case SETS -> done(sets(wait, name, false));
            case SETS_AGAIN -> done(sets(wait, name, true));
            default -> below(wait, name, now);
        };
    }

    private static Errands.Outcome done(PromotionWait wait) {
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

    /** Looks at one, and at others whose state is at hand or is got aside. */
    private Errands.Outcome below(PromotionWait before, String name, Instant now) throws InterruptedException {
        Errands.Outcome outcome = descendant(before, name, now);
        int looks = 0;
        for (String other : Descendants.of(before).due(now)) {
            PromotionWait wait = outcome.known();
            boolean over = outcome.failed().isPresent() || wait.ticket().text("errand") != null || looks++ == ASIDE;
            if (over) {
                return outcome;
            }
            boolean free = !WatchNotes.relative(wait, other).refreshed()
                    || clients.apply(other).live();
            if (free && !other.equals(name)) {
                outcome = descendant(wait, other, now);
            }
        }
        return outcome;
    }

    private Errands.Outcome descendant(PromotionWait wait, String name, Instant now) throws InterruptedException {
        Descendants below = Descendants.of(wait);
        if (below.tooMany()) {
            return failed(
                    wait,
                    wait.request().application(),
                    "more than " + Descendants.MOST + " applications are below '"
                            + wait.request().application() + "', which is more than a promotion waits for; name the one"
                            + " that runs " + wait.request().service() + " as app");
        }
        Relative before = WatchNotes.relative(wait, name);
        Optional<Application> read;
        try {
            read = read(wait, clients.apply(name), before);
        } catch (TerminalException e) {
            throw new TerminalException(
                    below.phrase(name) + " is declared and cannot be read: " + e.getMessage(), "", e);
        }
        if (read.isEmpty()) {
            return done(wait);
        }
        Application application = read.get();
        Lineage lineage = Lineage.ofChild(wait, application, below.parentSyncedAt(name));
        if (lineage.errand() != null) {
            return done(lookedUp(wait, name, lineage));
        }
        Readiness.Verdict verdict =
                decide(wait, application, lineage, wait.request().waitFor() == WaitFor.HEALTHY, now);
        if (verdict instanceof Readiness.Failed failed) {
            return failed(wait, name, below.phrase(name) + ": " + failed.sentence());
        }
        tellOfCircle(below, before, application);
        Relative after = Relative.seen(verdict, before.memory(), application, now);
        boolean anew = before.syncedAt().isPresent() && !before.syncedAt().equals(after.syncedAt());
        PromotionWait known = WatchNotes.relative(anew ? below.withoutThoseBelow(name) : wait, name, after);
        return done(WatchNotes.offspring(
                known, name, WatchNotes.offspring(known, name).seen(application.family())));
    }

    /** Once for each. */
    private void tellOfCircle(Descendants below, Relative before, Application application) {
        if (before.seenAt().isPresent()) {
            return;
        }
        application.family().children().stream()
                .filter(child -> below.isAbove(child, application.name()))
                .forEach(child -> context.log()
                        .warn("The Argo CD application '" + application.name() + "' declares '" + child
                                + "', which it is below of; that is not followed round."));
    }

    /** The failed application goes into the ticket, for the one who explains it. */
    private static Errands.Outcome failed(PromotionWait wait, String name, String sentence) {
        return new Errands.Outcome(wait.with("culprit", name), Optional.of(new Readiness.Failed(sentence)));
    }

    private Optional<Application> read(PromotionWait wait, ArgoClient client, Relative before)
            throws InterruptedException {
        return before.refreshed() ? Optional.of(client.get()) : client.refreshed(wait.expected());
    }

    private static PromotionWait lookedUp(PromotionWait wait, String name, Lineage lineage) {
        Relative before = WatchNotes.relative(wait, name);
        Relative unknown = new Relative(
                true, false, "being looked up in Git", before.memory(), before.seenAt(), before.syncedAt());
        return WatchNotes.relative(wait, name, unknown).with("errand", lineage.errand());
    }

    private static Readiness.Verdict decide(
            PromotionWait wait, Application application, Lineage lineage, boolean health, Instant now) {
        return Readiness.decide(
                new Readiness.Policy(wait.expected(), health, wait.request().stableFor()),
                new Readiness.Observation(
                        application, lineage.source(), lineage.fact().orElseThrow(), Readiness.Past.NONE, now),
                WatchNotes.relative(wait, application.name()).memory());
    }
}
