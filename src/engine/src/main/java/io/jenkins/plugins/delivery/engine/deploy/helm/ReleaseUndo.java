package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.Helm;
import io.jenkins.plugins.delivery.engine.deploy.Applied;
import io.jenkins.plugins.delivery.engine.deploy.DeployChecks;
import io.jenkins.plugins.delivery.engine.deploy.Deployer;
import io.jenkins.plugins.delivery.engine.deploy.GitDeployLedger;
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
        List<Revision> revisions = HelmCluster.of(request, context).history().read();
        Optional<Revision> meant = meant(revisions);
        if (meant.isEmpty()) {
            String stands = ReleaseHistory.last(revisions)
                    .map(newest -> ReleaseName.version(newest, revisions))
                    .orElse(null);
            return new Applied(PromotionState.SUPERSEDED, request.version(), stands, null, Map.of());
        }
        Revision undone = meant.get();
        int bad = undone.number();
        String from = ReleaseName.version(undone, revisions);
        Optional<Revision> good = ReleaseHistory.goodBefore(revisions, bad);
        if (good.isEmpty()) {
            String why = "There is no good revision before " + bad + " of " + request.releaseName() + " to go back to.";
            if (context.dryRun()) {
                return new Applied(PromotionState.UNCHANGED, from, from, null, Map.of(Deployer.NOTE, why));
            }
            throw new TerminalException(why, "Deploy a version that works instead.");
        }
        if (context.dryRun()) {
            boolean stands = ReleaseHistory.last(revisions).orElseThrow().number() == bad;
            return new Applied(
                    stands ? PromotionState.PLANNED : PromotionState.UNCHANGED,
                    from,
                    ReleaseName.version(
                            stands ? good.get() : ReleaseHistory.last(revisions).orElseThrow(), revisions),
                    String.valueOf(bad),
                    Map.of());
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

    /** The revision that the request names; empty when the newest is not the work of this run. */
    private Optional<Revision> meant(List<Revision> revisions) {
        if (DeployChecks.OWN.equals(request.restore())) {
            String run = GitDeployLedger.run(request, context);
            return ReleaseHistory.last(revisions).filter(newest -> ReleaseName.isOf(newest, request.version(), run));
        }
        int bad = Integer.parseInt(request.restore());
        return Optional.of(revisions.stream()
                .filter(revision -> revision.number() == bad)
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        "The release " + request.releaseName() + " in namespace " + request.namespaceName()
                                + " has no revision " + bad + ".",
                        "Name the revision that helmDeploy gave back; helm history shows them all.")));
    }
}
