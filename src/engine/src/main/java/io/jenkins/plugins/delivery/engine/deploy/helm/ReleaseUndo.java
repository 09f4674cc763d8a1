package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.deploy.Applied;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Undoes an earlier deployment, for a gate that failed when the step had ended. */
final class ReleaseUndo {

    private final HelmDeployRequest request;
    private final Helm.Sessions sessions;
    private final EngineContext context;

    ReleaseUndo(HelmDeployRequest request, Helm.Sessions sessions, EngineContext context) {
        this.request = request;
        this.sessions = sessions;
        this.context = context;
    }

    /**
     * @throws TerminalException when there is nothing to go back to
     * @throws NotFoundException when the release has no such revision
     */
    Applied run() throws InterruptedException {
        int bad = Integer.parseInt(request.restore());
        List<Revision> revisions = HelmCluster.of(request, context).history().read();
        Revision undone = revisions.stream()
                .filter(revision -> revision.number() == bad)
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        "The release " + request.releaseName() + " in namespace " + request.namespaceName()
                                + " has no revision " + bad + ".",
                        "Name the revision that helmDeploy gave back; helm history shows them all."));
        String from = ReleaseName.version(undone, revisions);
        Optional<Revision> good = ReleaseHistory.goodBefore(revisions, bad);
        if (good.isEmpty()) {
            throw new TerminalException(
                    "There is no good revision before " + bad + " of " + request.releaseName() + " to go back to.",
                    "Deploy a version that works instead.");
        }
        String to = ReleaseName.version(good.get(), revisions);
        if (context.dryRun()) {
            return new Applied(PromotionState.PLANNED, from, to, null, Map.of());
        }
        String why = request.reason() == null
                ? "Undone"
                : "Undone: " + context.redactor().redact(request.reason());
        ReleaseRollback.Outcome outcome = new ReleaseRollback(request, sessions, context).from(bad, why);
        if (outcome.made().isEmpty()) {
            context.log().info(outcome.sentence());
            return new Applied(PromotionState.SUPERSEDED, from, from, null, Map.of());
        }
        return ReleaseWatch.applied(
                PromotionState.RESTORED, from, outcome.version(), outcome.made().get(), request);
    }
}
