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

    /** How old what is known of parents and children may be. */
    private static final Duration FRESH = Duration.ofSeconds(2);

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
        String errand = parent.map(name -> Errands.PARENT + name)
                .or(() -> deed(wait, seen))
                .or(() -> window(wait, seen))
                .orElse(null);
        if (verdict instanceof Readiness.Waiting waiting
                && waiting.memory().healthySince().isEmpty()) {
            return new WatchPlan(wait, sentence(wait, seen, waiting.message(), lineage), errand);
        }
        // The application itself is synced and Healthy: its children have to be, too, and show it at the same time.
        List<String> children = application.family().children();
        PromotionWait with = wait.with("children", children.isEmpty() ? null : children)
                .with(
                        "syncedAt",
                        application
                                .operation()
                                .flatMap(Application.Operation::finishedAt)
                                .map(Instant::toString)
                                .orElse(null));
        Optional<String> behind = children.stream()
                .filter(name -> !WatchNotes.relative(with, name).ready())
                .findFirst();
        Optional<String> due = children.stream()
                .filter(name -> !WatchNotes.relative(with, name).ready())
                .filter(name -> old(WatchNotes.relative(with, name).seenAt(), FRESH, seen.now()))
                .min((one, other) -> age(with, one).compareTo(age(with, other)));
        String childErrand = due.map(name -> Errands.CHILD + name).orElse(errand);
        if (verdict instanceof Readiness.Waiting waiting) {
            return new WatchPlan(with, sentence(with, seen, waiting.message(), lineage), childErrand);
        }
        String rest = behind.map(name -> "it is through; its child '" + name + "' "
                        + (WatchNotes.relative(with, name).seenAt().isEmpty() ? "" : "is ")
                        + WatchNotes.relative(with, name).message())
                .orElse("");
        return new WatchPlan(with, rest, rest.isEmpty() ? null : childErrand);
    }

    private static Instant age(PromotionWait wait, String name) {
        return WatchNotes.relative(wait, name).seenAt().orElse(Instant.EPOCH);
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

    private static String sentence(PromotionWait wait, Observation seen, String message, Lineage lineage) {
        StringJoiner sentence = new StringJoiner("; ").add(message);
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
