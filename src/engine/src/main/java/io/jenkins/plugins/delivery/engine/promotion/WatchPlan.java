package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.Operations;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import io.jenkins.plugins.delivery.engine.argo.Readiness.Observation;
import io.jenkins.plugins.delivery.engine.argo.RevisionFact;
import io.jenkins.plugins.delivery.engine.argo.SyncStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What a wait says and does after a look that neither failed nor was overtaken: the one errand that is due, and what the promotion still
 * waits for.
 *
 * @param known what is known now
 * @param message what is waited for; empty when the promotion is through
 * @param errand for the next turn, or null
 */
record WatchPlan(PromotionWait known, String message, String errand) {

    /** How old what is known of a parent may be. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final String LISTING = "it is through; looking up what its ApplicationSets have made";

    /** A sync that was refused for now is asked for again after this. */
    private static final Duration AGAIN = Duration.ofSeconds(15);

    /** How long a sync may take to begin before a sync window is suspected, and how often that is looked up. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration WINDOWS = Duration.ofMinutes(5);

    static WatchPlan of(PromotionWait before, Observation seen, Readiness.Verdict verdict, Lineage lineage) {
        PromotionWait wait = idleSince(before, seen);
        Application application = seen.application();
        Optional<String> parent = Lineage.parentToWatch(wait, application)
                .filter(name -> seen.synced() != RevisionFact.CONTAINS)
                .filter(name -> old(WatchNotes.relative(wait, name).seenAt(), FRESH, seen.now()));
        String errand = parent.map(name -> RelativeErrands.PARENT + name)
                .or(() -> deed(wait, seen))
                .or(() -> window(wait, seen))
                .orElse(null);
        if (!isThrough(verdict)) {
            return new WatchPlan(wait, sentence(wait, seen, verdict, lineage), errand);
        }
        return through(wait, seen, verdict, sentence(wait, seen, verdict, lineage), errand);
    }

    /** Whether the application itself is synced and Healthy, be it not for long enough yet. */
    static boolean isThrough(Readiness.Verdict verdict) {
        return !(verdict instanceof Readiness.Waiting waiting)
                || waiting.memory().healthySince().isPresent();
    }

    /** All that is below has to be, too. */
    private static WatchPlan through(
            PromotionWait before, Observation seen, Readiness.Verdict verdict, String sentence, String own) {
        PromotionWait wait = withFamily(before, seen.application());
        Descendants below = Descendants.of(wait);
        List<String> due = below.due(seen.now());
        String errand = below.unlisted()
                .map(name -> RelativeErrands.SETS + name)
                .or(() -> due.stream().findFirst().map(name -> RelativeErrands.CHILD + name))
                .orElse(own);
        if (verdict instanceof Readiness.Waiting) {
            return new WatchPlan(wait, sentence, errand);
        }
        Optional<String> behind = below.behind();
        if (behind.isEmpty() && below.unlisted().isEmpty()) {
            return below.unconfirmed()
                    .map(name -> new WatchPlan(wait, LISTING, RelativeErrands.SETS_AGAIN + name))
                    .orElse(new WatchPlan(wait, "", null));
        }
        String rest = behind.map(name -> "it is through; " + below.phrase(name) + " "
                        + (WatchNotes.relative(wait, name).seenAt().isEmpty() ? "" : "is ")
                        + WatchNotes.relative(wait, name).message())
                .orElse(LISTING);
        return new WatchPlan(wait, rest, errand);
    }

    /** Another sync may have declared other applications, or the same ones anew. */
    private static PromotionWait withFamily(PromotionWait before, Application application) {
        String name = before.request().application();
        String syncedAt = application
                .operation()
                .flatMap(Application.Operation::finishedAt)
                .map(Instant::toString)
                .orElse(null);
        boolean anew = before.ticket().text("syncedAt") != null
                && !before.ticket().text("syncedAt").equals(syncedAt);
        PromotionWait wait = anew ? Descendants.of(before).withoutThoseBelow(name) : before;
        Offspring offspring = WatchNotes.offspring(wait, name).seen(application.family());
        return WatchNotes.offspring(wait.with("syncedAt", syncedAt), name, offspring);
    }

    private static boolean old(Optional<Instant> at, Duration age, Instant now) {
        return at.isEmpty() || !now.isBefore(at.get().plus(age));
    }

    private static Optional<String> deed(PromotionWait wait, Observation seen) {
        return Operations.due(seen, WatchNotes.history(wait)).flatMap(deed -> switch (deed) {
            case TERMINATE ->
                seen.application()
                        .operation()
                        .flatMap(Application.Operation::startedAt)
                        .map(start -> Errands.TERMINATE + start);
            case SYNC ->
                old(wait.instant("syncTriedAt"), AGAIN, seen.now())
                        ? Optional.of(Errands.SYNC + revision(seen))
                        : Optional.empty();
        });
    }

    /** Argo CD takes only the followed revision from somebody who syncs by hand what syncs by itself, or has several sources. */
    private static String revision(Observation seen) {
        boolean own =
                seen.application().autoSync() || seen.application().sources().size() > 1;
        return own ? "" : seen.revision();
    }

    /** Since when the application is out of sync and nothing happens. */
    private static PromotionWait idleSince(PromotionWait wait, Observation seen) {
        boolean idle = seen.synced() == RevisionFact.CONTAINS
                && seen.application().sync().status() == SyncStatus.OUT_OF_SYNC
                && seen.application()
                        .operation()
                        .filter(operation -> !operation.phase().finished())
                        .isEmpty();
        if (!idle) {
            return wait.with("idleSince", null).with("window", null);
        }
        return wait.instant("idleSince").isPresent()
                ? wait
                : wait.with("idleSince", seen.now().toString());
    }

    private static Optional<String> window(PromotionWait wait, Observation seen) {
        boolean idle = wait.instant("idleSince")
                .filter(since -> !seen.now().isBefore(since.plus(PATIENCE)))
                .isPresent();
        return idle && old(wait.instant("windowAt"), WINDOWS, seen.now())
                ? Optional.of(Errands.WINDOW)
                : Optional.empty();
    }

    private static String sentence(PromotionWait wait, Observation seen, Readiness.Verdict verdict, Lineage lineage) {
        if (!(verdict instanceof Readiness.Waiting waiting)) {
            return "";
        }
        StringJoiner sentence = new StringJoiner("; ").add(waiting.message());
        if (!lineage.note().isEmpty() && seen.synced() != RevisionFact.CONTAINS) {
            sentence.add(lineage.note());
        }
        Operations.complaint(seen).ifPresent(sentence::add);
        if (wait.ticket().text("window") != null) {
            sentence.add(wait.ticket().text("window"));
        }
        return sentence.toString();
    }
}
