package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** The looks of a wait at the applications below its own. */
final class DescendantLooks {

    /** So many are looked at in one turn, beside the one that a request is waited for. */
    private static final int ASIDE = 50;

    private final Function<String, ArgoClient> clients;
    private final EngineContext context;

    /** @param clients opens applications by name */
    DescendantLooks(Function<String, ArgoClient> clients, EngineContext context) {
        this.clients = clients;
        this.context = context;
    }

    /** Looks at one, and at others that are due as far as that costs no request that is waited for. */
    Errands.Outcome due(PromotionWait before, String name, Instant now) throws InterruptedException {
        Descendants below = Descendants.of(before);
        List<String> others =
                below.due(now).stream().filter(other -> !other.equals(name)).toList();
        return all(descendant(below, before, name, now), others, this::isFree, now);
    }

    private boolean isFree(PromotionWait wait, String name) {
        ArgoClient client = clients.apply(name);
        return !WatchNotes.relative(wait, name).refreshed() || client.live() || client.atHand();
    }

    /** Looks at all whose state is at hand. */
    Errands.Outcome atHand(PromotionWait wait, Instant now) throws InterruptedException {
        return all(RelativeErrands.done(wait), Descendants.of(wait).oldest(), this::isAtHand, now);
    }

    private boolean isAtHand(PromotionWait wait, String name) {
        return WatchNotes.relative(wait, name).refreshed()
                && clients.apply(name).atHand();
    }

    /** Until one has failed or needs something looked up. */
    private Errands.Outcome all(
            Errands.Outcome first, List<String> names, BiPredicate<PromotionWait, String> wanted, Instant now)
            throws InterruptedException {
        Errands.Outcome outcome = first;
        int looks = 0;
        for (String name : names) {
            PromotionWait wait = outcome.known();
            if (outcome.failed().isPresent() || wait.ticket().text("errand") != null || looks++ == ASIDE) {
                return outcome;
            }
            // One of those before it may have declared something else meanwhile.
            Descendants below = Descendants.of(wait);
            if (below.has(name) && wanted.test(wait, name)) {
                outcome = descendant(below, wait, name, now);
            }
        }
        return outcome;
    }

    private Errands.Outcome descendant(Descendants below, PromotionWait wait, String name, Instant now)
            throws InterruptedException {
        if (below.tooMany()) {
            return RelativeErrands.failed(
                    wait,
                    wait.request().application(),
                    "more than " + Descendants.MOST + " applications are below '"
                            + wait.request().application() + "', which is more than a promotion waits for; name the one"
                            + " that runs " + wait.request().service() + " as app");
        }
        Relative before = WatchNotes.relative(wait, name);
        Optional<Application> read;
        try {
            read = RelativeErrands.read(wait, clients.apply(name), before);
        } catch (TerminalException e) {
            throw new TerminalException(
                    below.phrase(name) + " is declared and cannot be read: " + e.getMessage(), "", e);
        }
        if (read.isEmpty()) {
            return RelativeErrands.done(wait);
        }
        Application application = read.get();
        Lineage lineage = Lineage.ofChild(wait, application, below.parentSyncedAt(name));
        if (lineage.errand() != null) {
            return RelativeErrands.done(RelativeErrands.lookedUp(wait, name, lineage));
        }
        Readiness.Verdict verdict = RelativeErrands.decide(
                wait, application, lineage, wait.request().waitFor() == WaitFor.HEALTHY, now);
        if (verdict instanceof Readiness.Failed failed) {
            return RelativeErrands.failed(wait, name, below.phrase(name) + ": " + failed.sentence());
        }
        tellOfCircle(below, before, application);
        Relative after = Relative.seen(verdict, before.memory(), application, now);
        boolean anew = before.syncedAt().isPresent() && !before.syncedAt().equals(after.syncedAt());
        PromotionWait known = WatchNotes.relative(anew ? below.withoutThoseBelow(name) : wait, name, after);
        return RelativeErrands.done(WatchNotes.offspring(
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
}
