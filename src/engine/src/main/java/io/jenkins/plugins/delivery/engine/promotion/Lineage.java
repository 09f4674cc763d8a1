package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.Application.Source;
import io.jenkins.plugins.delivery.engine.argo.RevisionFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether what an application was compared with has the promoted values. An application that follows the GitOps repository tells by its
 * revision. One that does not (a chart of a registry, declared by an app of apps or an ApplicationSet) has no commit: its revision is
 * the chart's version, and stays the same when only a parameter is promoted. So there its sources count, or that its parent was synced.
 *
 * @param fact what is known; empty when something has to be found out first
 * @param errand what has to be found out, for {@link Errands}; null for nothing
 * @param source index of the application's source that is looked at
 * @param note for sentences, or empty
 */
record Lineage(Optional<RevisionFact> fact, String errand, int source, String note) {

    /** Of the promoted application. */
    static Lineage of(PromotionWait wait, Application application) {
        DeclaredValues values = new DeclaredValues(wait.values());
        List<Source> compared = application.sync().comparedTo();
        Optional<Integer> source =
                application.sourceIn(wait.request().gitops(), wait.request().branch());
        Optional<Boolean> declared = values.standIn(compared);
        if (source.isPresent()) {
            boolean late = declared.isPresent() && !declared.get();
            return late
                    ? new Lineage(Optional.of(RevisionFact.BEFORE), null, source.get(), "its sources are as before")
                    : ofRevision(wait, application, source.get());
        }
        if (declared.isPresent()) {
            return declared.get() ? known(RevisionFact.CONTAINS, "") : viaParent(wait, application);
        }
        int same = application.sync().revisions().indexOf(wait.expected());
        if (same >= 0) {
            // Whatever address Argo CD knows the repository by, the commit is this one.
            return new Lineage(Optional.of(RevisionFact.CONTAINS), null, same, "");
        }
        boolean appeared = values.appearIn(compared) && !wait.is("appearedBefore");
        return appeared ? known(RevisionFact.CONTAINS, "") : viaParent(wait, application);
    }

    /** Of an application that this one declares. */
    static Lineage ofChild(PromotionWait wait, Application child, Optional<Instant> parentSyncedAt) {
        Optional<Integer> source =
                child.sourceIn(wait.request().gitops(), wait.request().branch());
        if (source.isPresent()) {
            return ofRevision(wait, child, source.get());
        }
        return known(
                comparedAfter(child, parentSyncedAt) ? RevisionFact.CONTAINS : RevisionFact.BEFORE,
                "it has to be compared after its parent was synced");
    }

    /** Of an application that declares the promoted one, by its source in the GitOps repository. */
    static Lineage ofParent(PromotionWait wait, Application parent, int source) {
        return ofRevision(wait, parent, source);
    }

    private static Lineage ofRevision(PromotionWait wait, Application application, int source) {
        List<String> revisions = application.sync().revisions();
        String revision = source < revisions.size() ? revisions.get(source) : "";
        Optional<RevisionFact> fact = WatchNotes.fact(wait, revision);
        String branch = wait.request().branch();
        Source followed = application.sources().get(source);
        String note = followed.follows(branch)
                ? ""
                : "it follows '" + followed.targetRevision() + "' and not '" + branch + "'";
        return new Lineage(fact, fact.isPresent() ? null : Errands.GIT + revision, source, note);
    }

    private static Lineage viaParent(PromotionWait wait, Application application) {
        if (application.family().parent().isEmpty()) {
            String chart = wait.request().chartVersion();
            boolean isChart = chart != null
                    && wait.values().containsValue(chart)
                    && application.sync().revisions().contains(chart);
            return isChart
                    ? known(RevisionFact.CONTAINS, "")
                    : known(RevisionFact.UNKNOWN, "none of its sources is the GitOps repository");
        }
        String parent = application.family().parent().get();
        Relative seen = WatchNotes.relative(wait, parent);
        if (wait.is("parentSuperseded")) {
            return known(RevisionFact.SUPERSEDED, "");
        }
        if (!seen.ready()) {
            return known(RevisionFact.BEFORE, "its parent '" + parent + "' " + phrase(seen));
        }
        return known(
                comparedAfter(application, seen.syncedAt()) ? RevisionFact.CONTAINS : RevisionFact.BEFORE,
                "it has to be compared after its parent '" + parent + "' was synced");
    }

    private static String phrase(Relative seen) {
        return seen.seenAt().isEmpty() ? seen.message() : "is " + seen.message();
    }

    private static boolean comparedAfter(Application application, Optional<Instant> moment) {
        return moment.isEmpty()
                || application
                        .reconciledAt()
                        .filter(at -> !at.isBefore(moment.get()))
                        .isPresent();
    }

    private static Lineage known(RevisionFact fact, String note) {
        return new Lineage(Optional.of(fact), null, 0, note);
    }

    /** The parent that this application needs to have looked at, because nothing else tells; empty for none. */
    static Optional<String> parentToWatch(PromotionWait wait, Application application) {
        return application.family().parent().filter(parent -> {
            boolean follows = application
                    .sourceIn(wait.request().gitops(), wait.request().branch())
                    .isPresent();
            return !follows || new DeclaredValues(wait.values()).areOfASource();
        });
    }
}
