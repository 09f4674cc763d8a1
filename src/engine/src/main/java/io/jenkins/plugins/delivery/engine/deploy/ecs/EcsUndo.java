package io.jenkins.plugins.delivery.engine.deploy.ecs;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.deploy.Applied;
import io.jenkins.plugins.delivery.engine.deploy.DeployChecks;
import io.jenkins.plugins.delivery.engine.deploy.Deployer;
import io.jenkins.plugins.delivery.engine.deploy.GitDeployLedger;
import io.jenkins.plugins.delivery.engine.promotion.PromotionState;
import java.util.Optional;

/** Undoes an earlier deployment to ECS, for a gate that failed when the step had ended. */
final class EcsUndo {

    private final EcsDeployRequest request;
    private final EcsCluster cluster;
    private final EngineContext context;

    EcsUndo(EcsDeployRequest request, EcsCluster cluster, EngineContext context) {
        this.request = request;
        this.cluster = cluster;
        this.context = context;
    }

    /** Goes back from one deployment to what ran well before it, where it still is what runs. */
    Applied from(TaskRevision current) throws InterruptedException {
        boolean own = DeployChecks.OWN.equals(request.restore());
        if (own && !isOwn(current)) {
            return EcsDeployer.applied(
                    PromotionState.SUPERSEDED, request.version(), current.version(request), null, null);
        }
        TaskRevision undone = own ? current : new TaskRevision(cluster.definition(request.restore()));
        Optional<String> previous = undone.tag(TaskRevision.PREVIOUS);
        if (previous.isEmpty()) {
            return nothingBefore(undone);
        }
        String target = previous.get();
        String to = new TaskRevision(cluster.definition(target)).version(request);
        String from = undone.version(request);
        if (current.arn().equals(target)) {
            return EcsDeployer.applied(PromotionState.RESTORED, from, to, target, null);
        }
        if (!current.arn().equals(undone.arn())) {
            return EcsDeployer.applied(PromotionState.SUPERSEDED, from, current.version(request), current.arn(), null);
        }
        if (context.dryRun()) {
            return EcsDeployer.applied(PromotionState.PLANNED, from, to, undone.arn(), null);
        }
        cluster.update(target);
        return EcsDeployer.applied(PromotionState.RESTORED, from, to, target, null);
    }

    /** A run without a name knows its work by the version alone. */
    private boolean isOwn(TaskRevision current) {
        String run = GitDeployLedger.run(request, context);
        return current.version(request).equals(request.version())
                && (run == null || current.tag(TaskRevision.RUN).equals(Optional.of(TaskRevision.tagValue(run))));
    }

    private Applied nothingBefore(TaskRevision undone) {
        String why = "The task definition " + TaskRevision.shortName(undone.arn())
                + " does not tell which revision ran before it: it was not made by ecsDeploy.";
        if (!context.dryRun()) {
            throw new NotFoundException(why, "Deploy a version that works instead.");
        }
        String stays = undone.version(request);
        return EcsDeployer.applied(PromotionState.UNCHANGED, stays, stays, null, null)
                .with(Deployer.NOTE, why);
    }
}
