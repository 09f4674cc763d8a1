package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.ArgoClient;
import io.jenkins.plugins.delivery.engine.argo.HealthStatus;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import io.jenkins.plugins.delivery.engine.argo.ResourceTree;
import io.jenkins.plugins.delivery.engine.argo.RevisionFact;
import io.jenkins.plugins.delivery.engine.argo.SyncStatus;
import java.time.Instant;

/** One look at Argo CD: read the application, ask Git what its revision is, decide. */
final class DeploymentWatch {

    private final ArgoClient argo;
    private final RevisionCheck revisions;

    DeploymentWatch(ArgoClient argo, RevisionCheck revisions) {
        this.argo = argo;
        this.revisions = revisions;
    }

    /**
     * @param known what is known now
     * @param verdict the decision
     * @param seen for the result
     * @param note who replaced the promotion, or empty
     */
    record Look(PromotionWait known, Readiness.Verdict verdict, ArgoPromoteResult.Seen seen, String note) {}

    Look look(PromotionWait before, Instant now) throws InterruptedException {
        // The first look after the push makes Argo CD compare at once instead of after its poll interval.
        Application application = before.is("refreshed") ? argo.get() : argo.refresh();
        PromotionWait wait = before.with("refreshed", true);
        int source = application.sourceIn(wait.request().gitops()).orElse(0);
        String revision = source < application.sync().revisions().size()
                ? application.sync().revisions().get(source)
                : "";
        RevisionCheck.Answer answer;
        if (revision.equals(wait.ticket().text("knownRevision"))) {
            answer = new RevisionCheck.Answer(RevisionFact.valueOf(wait.ticket().text("knownFact")), "");
        } else {
            answer = revisions.ask(
                    wait,
                    revision,
                    application.sourceIn(wait.request().gitops()).isPresent());
            wait = wait.with("knownRevision", revision)
                    .with("knownFact", answer.fact().name());
        }
        boolean ask = !application.autoSync()
                && answer.fact() == RevisionFact.CONTAINS
                && application.sync().status() == SyncStatus.OUT_OF_SYNC
                && !wait.is("syncAsked");
        if (ask) {
            boolean accepted = argo.sync(application.sources().size() > 1 ? null : revision);
            wait = wait.with("syncAsked", accepted ? true : null);
        }
        Readiness.Verdict verdict = Readiness.decide(
                new Readiness.Policy(
                        wait.expected(),
                        wait.request().waitFor() == WaitFor.HEALTHY,
                        wait.request().stableFor()),
                new Readiness.Observation(application, source, answer.fact(), wait.instant("before"), now),
                wait.memory());
        ArgoPromoteResult.Seen seen = new ArgoPromoteResult.Seen(
                revision, application.health().status().text(), argo.page());
        if (verdict instanceof Readiness.Waiting waiting) {
            wait = wait.with(waiting.memory());
        }
        if (verdict instanceof Readiness.Failed failed && application.health().status() != HealthStatus.HEALTHY) {
            verdict = new Readiness.Failed(failed.sentence() + cause());
        }
        return new Look(wait, verdict, seen, answer.note());
    }

    /** The resource behind a failure; the failure itself is told even when the tree cannot be read. */
    private String cause() throws InterruptedException {
        try {
            return argo.resources()
                    .reason()
                    .map(ResourceTree.Node::toString)
                    .map(node -> ": " + node)
                    .orElse("");
        } catch (DeliveryException e) {
            return " (its resources cannot be read: " + e.getMessage() + ")";
        }
    }
}
