package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.chart.HelmChoice;
import io.jenkins.plugins.delivery.engine.chart.HelmException;
import java.util.List;
import java.util.Optional;

/**
 * Goes back from a bad revision to the newest good one before it, as {@code helm rollback} does, and notes the bad one as failed, as
 * {@code helm upgrade --wait} does: so no later way back leads to it.
 */
final class ReleaseRollback {

    private final HelmDeployRequest request;
    private final Helm.Sessions sessions;
    private final EngineContext context;

    ReleaseRollback(HelmDeployRequest request, Helm.Sessions sessions, EngineContext context) {
        this.request = request;
        this.sessions = sessions;
        this.context = context;
    }

    /**
     * What it came to.
     *
     * @param made the revision that was made, or that had been made before; empty when there is nothing to go back to, or a newer one
     *     stands
     * @param version that runs now
     * @param sentence for people
     */
    record Outcome(Optional<Revision> made, String version, String sentence) {}

    Outcome from(int bad, String why) throws InterruptedException {
        HelmCluster cluster = HelmCluster.of(request, context);
        ReleaseHistory history = cluster.history();
        List<Revision> revisions = history.read();
        Optional<Revision> newest = ReleaseHistory.last(revisions);
        Optional<Revision> undone =
                revisions.stream().filter(revision -> revision.number() == bad).findFirst();
        if (newest.isEmpty() || undone.isEmpty()) {
            return none(request.releaseName() + " has no revision " + bad + " any more, so nothing was put back.");
        }
        if (newest.get().number() != bad) {
            boolean ours = ReleaseName.isRollback(newest.get()) && undone.get().failed();
            return ours
                    ? outcome(newest.get(), revisions)
                    : none("Revision " + newest.get().number()
                            + " of somebody else stands by now, so nothing was put back.");
        }
        Optional<Revision> good = ReleaseHistory.goodBefore(revisions, bad);
        if (undone.get().status() != ReleaseStatus.FAILED) {
            history.fail(undone.get(), why);
        }
        if (good.isEmpty()) {
            // Helm's own words may have replaced the version in the description.
            String version =
                    request.restore() == null ? request.version() : ReleaseName.version(undone.get(), revisions);
            return none("There is no good revision before " + bad + " to go back to: " + request.env() + " keeps "
                    + version + ", noted as failed.");
        }
        rollBack(cluster, good.get());
        List<Revision> after = history.read();
        // A Helm without rollback has upgraded, which makes a superseded revision of the failed one.
        for (Revision revision : after) {
            if (revision.number() == bad && revision.status() != ReleaseStatus.FAILED) {
                history.fail(revision, why);
            }
        }
        return outcome(ReleaseHistory.last(after).orElseThrow(), revisions);
    }

    private void rollBack(HelmCluster cluster, Revision good) throws InterruptedException {
        try (Helm session = sessions.open(choice(), context)) {
            session.releases().rollback(cluster.release(), good.stored(), request.timeout());
        } catch (HelmException | RetryableException e) {
            settle(cluster.history(), good.number(), "Rollback failed: " + e.getMessage());
            throw new TerminalException(
                    "Helm could not go back to revision " + good.number() + " of " + request.releaseName() + ": "
                            + e.getMessage() + ".",
                    "Run: helm rollback " + request.releaseName() + " " + good.number() + " --namespace "
                            + request.namespaceName() + ".",
                    e);
        } catch (InterruptedException e) {
            settle(cluster.history(), good.number(), "Rollback was interrupted");
            throw e;
        }
    }

    /** A Helm that was stopped has left what it began. */
    static void settle(ReleaseHistory history, int before, String why) throws InterruptedException {
        Optional<Revision> begun = ReleaseHistory.last(history.read())
                .filter(revision ->
                        revision.number() > before && revision.status().pending());
        if (begun.isPresent()) {
            history.fail(begun.get(), why);
        }
    }

    /** Where there is no agent any more, its Helm is not either. */
    private HelmChoice choice() {
        return request.onAgent() || request.helmChoice().kind() == HelmChoice.Kind.EMBEDDED
                ? request.helmChoice()
                : HelmChoice.parse("auto");
    }

    private Outcome outcome(Revision made, List<Revision> revisions) {
        String version = ReleaseName.version(made, revisions);
        return new Outcome(
                Optional.of(made),
                version,
                request.env() + " is back at " + version + " (revision " + made.number() + ").");
    }

    private static Outcome none(String sentence) {
        return new Outcome(Optional.empty(), null, sentence);
    }
}
